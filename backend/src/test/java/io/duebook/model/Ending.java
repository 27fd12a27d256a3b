package io.duebook.model;

import static io.duebook.model.PaperBooks.later;

import io.duebook.model.Claim.Rate;
import io.duebook.model.Claim.State;
import io.duebook.model.Movement.Basis;
import io.duebook.model.Movement.Transfer;
import io.duebook.model.PaperBooks.GivenNote;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Claims that end unpaid: off the books while the claim remains, or over. */
final class Ending {

    private final PaperBooks books;
    private final Picks picks;

    Ending(PaperBooks books) {
        this.books = books;
        this.picks = new Picks(books);
    }

    Plan plan(Command.End command) {
        Claim claim = picks.claim(command.claim(), one -> one.state != State.GONE);
        LocalDate asked = picks.day(command.on());
        long left = command.waive() ? books.claimed(claim) : books.open(claim);
        Long amount = command.thousandths() == null
                ? null
                : (Long) Share.thousandths(left == 0 ? 1000 : left, command.thousandths());
        Map<String, Object> body = Picks.body(
                "amount", amount, command.waive() ? "waived_on" : "written_off_on", asked, "reason", "Insolvent");
        return Plan.post(
                claim.path() + (command.waive() ? "/waive" : "/write_off"),
                body,
                Picks.version(claim.version, command.stale()),
                200,
                () -> {
                    Picks.mustBeFresh(command.stale());
                    if (claim.state != State.ISSUED) {
                        throw new Refused(409, "not_issued");
                    }
                    if (left == 0 || amount != null && amount > left) {
                        throw new Refused(409, "item_settled");
                    }
                    long part = amount == null ? left : amount;
                    long fromOpen = Math.min(part, books.open(claim));
                    LocalDate earliest = books.openFrom(claim, Basis.ACCOUNTING, fromOpen, claim.issued());
                    earliest = books.openFrom(claim, Basis.VALUE, fromOpen, earliest);
                    earliest = books.offFrom(claim, part - fromOpen, earliest);
                    LocalDate on =
                            Dated.on(earliest, asked, later(earliest, books.today()), "too_early", "date_in_future");
                    return answer -> {
                        if (command.waive()) {
                            waive(claim, fromOpen, part - fromOpen, on);
                        } else {
                            writeOff(claim, part, on);
                        }
                        claim.version = answer.path("version").asInt();
                        Same.check(
                                "open", books.open(claim), answer.path("open").asLong());
                    };
                });
    }

    private void writeOff(Claim claim, long part, LocalDate on) {
        String receivable = PaperBooks.receivable(claim.customer);
        Map<BigDecimal, Long> relief = books.taxRelief ? relief(claim, part) : Map.of();
        var transfers = new ArrayList<Transfer>();
        transfers.add(new Transfer("bad_debt", receivable, part - Share.sum(relief)));
        relief.forEach((rate, tax) -> transfers.add(new Transfer(PaperBooks.tax(rate), receivable, tax)));
        transfers.add(new Transfer(PaperBooks.writtenOff(claim.customer), "memorandum", part));
        books.move("write_off", claim, null, -part, 0, part, relief, transfers, on, on);
    }

    /** The part's tax by what is left at each rate, never more in all than the claim's own. */
    private Map<BigDecimal, Long> relief(Claim claim, long part) {
        if (claim.opening || claim.rates.isEmpty()) {
            return Map.of();
        }
        List<GivenNote.Share> credited = books.credited(claim);
        List<Rate> left = claim.rates.stream()
                .map(rate -> new Rate(
                        rate.rate(),
                        Math.max(0, rate.net() - sum(credited, rate, true)),
                        Math.max(0, rate.tax() - sum(credited, rate, false))))
                .toList();
        Map<BigDecimal, Long> before = books.relief(claim);
        var relief = new TreeMap<BigDecimal, Long>();
        for (Rate share : Share.split(left, part)) {
            long most = left.stream()
                            .filter(rate -> rate.rate().equals(share.rate()))
                            .mapToLong(Rate::tax)
                            .sum()
                    - before.getOrDefault(share.rate(), 0L);
            if (Math.min(share.tax(), most) > 0) {
                relief.put(share.rate(), Math.min(share.tax(), most));
            }
        }
        return relief;
    }

    private static long sum(List<GivenNote.Share> credited, Rate rate, boolean net) {
        return credited.stream()
                .filter(share -> share.rate().equals(rate.rate()))
                .mapToLong(share -> net ? share.net() : share.tax())
                .sum();
    }

    private void waive(Claim claim, long open, long off, LocalDate on) {
        Map<BigDecimal, Long> ended =
                off == 0 ? Map.of() : Settling.negated(Share.ofRelief(books.relief(claim), off, books.off(claim)));
        books.move(
                "waiver",
                claim,
                null,
                -open,
                0,
                -off,
                ended,
                List.of(
                        new Transfer("waived", PaperBooks.receivable(claim.customer), open),
                        new Transfer("memorandum", PaperBooks.writtenOff(claim.customer), off)),
                on,
                on);
    }
}
