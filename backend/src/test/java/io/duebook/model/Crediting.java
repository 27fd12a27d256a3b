package io.duebook.model;

import static io.duebook.model.PaperBooks.later;

import io.duebook.model.Claim.Kind;
import io.duebook.model.Claim.Rate;
import io.duebook.model.Claim.State;
import io.duebook.model.Movement.Basis;
import io.duebook.model.Movement.Transfer;
import io.duebook.model.PaperBooks.GivenNote;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Credit notes: at most what was claimed, per rate; what goes beyond the open part lowers what is off the books. */
final class Crediting {

    private final PaperBooks books;
    private final Picks picks;
    private final Settling settling;

    Crediting(PaperBooks books) {
        this.books = books;
        this.picks = new Picks(books);
        this.settling = new Settling(books);
    }

    private record Asked(@Nullable Claim claim, BigDecimal rate, long net) {}

    Plan plan(Command.CreditNote command) {
        Party customer = picks.customer(command.customer());
        String currency = Picks.currency(command.currency());
        LocalDate asked = picks.day(command.issued());
        LocalDate on = asked == null ? books.today() : asked;
        List<Asked> lines = command.lines().stream()
                .map(line -> asked(line, customer, currency))
                .toList();
        Map<String, Object> body = Picks.body(
                "customer",
                customer.id(),
                "currency",
                currency,
                "issue_date",
                asked,
                "reason",
                "Scratched",
                "allocate",
                command.named() ? null : "none",
                "lines",
                lines.stream()
                        .map(line -> Picks.body(
                                "invoice",
                                line.claim() == null ? null : line.claim().id,
                                "description",
                                "Scratched",
                                "quantity",
                                "1",
                                "unit_amount",
                                line.net(),
                                "tax_rate",
                                line.rate().toPlainString()))
                        .toList());
        return Plan.post("/v1/credit_notes", body, 201, () -> {
            List<GivenNote.Share> shares = shares(lines);
            List<Claim> named = lines.stream()
                    .map(Asked::claim)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            if (named.stream().anyMatch(claim -> claim.state == State.VOID)) {
                throw new Refused(409, "invoice_void");
            }
            named.forEach(claim -> mustCover(claim, shares));
            return answer -> give(customer, currency, on, shares, named, command.named(), answer);
        });
    }

    private Asked asked(Command.CreditNote.CreditLine line, Party customer, String currency) {
        if (line.claim() < 0) {
            return new Asked(null, Invoicing.RATES.get(line.rate() % Invoicing.RATES.size()), line.thousandths());
        }
        Claim claim = picks.claim(line.claim(), Picks.of(customer, currency));
        if (claim.rates.isEmpty()) {
            return new Asked(claim, BigDecimal.ZERO, Share.thousandths(claim.amount, line.thousandths()));
        }
        Rate rate = claim.rates.get(line.rate() % claim.rates.size());
        return new Asked(claim, rate.rate(), Share.thousandths(rate.net(), line.thousandths()));
    }

    /** Tax once per document and rate; each claim gets its own, as far as there is any left, the last named the rest. */
    private static List<GivenNote.Share> shares(List<Asked> lines) {
        var shares = new ArrayList<GivenNote.Share>();
        for (BigDecimal rate : new TreeSet<>(lines.stream().map(Asked::rate).toList())) {
            var nets = new LinkedHashMap<Optional<Claim>, Long>();
            lines.stream()
                    .filter(line -> line.rate().equals(rate) && line.claim() == null)
                    .forEach(line -> nets.merge(Optional.empty(), line.net(), Long::sum));
            lines.stream()
                    .filter(line -> line.rate().equals(rate) && line.claim() != null)
                    .forEach(line -> nets.merge(Optional.ofNullable(line.claim()), line.net(), Long::sum));
            long left =
                    Share.tax(nets.values().stream().mapToLong(Long::longValue).sum(), rate);
            int toCome = nets.size();
            for (var net : nets.entrySet()) {
                toCome--;
                long tax = toCome == 0 ? left : Math.min(left, Share.tax(net.getValue(), rate));
                left -= tax;
                shares.add(new GivenNote.Share(net.getKey().orElse(null), rate, net.getValue(), tax));
            }
        }
        return shares;
    }

    private void mustCover(Claim claim, List<GivenNote.Share> shares) {
        if (claim.isInvoice()) {
            for (GivenNote.Share share : shares) {
                if (share.claim() == claim && share.gross() > left(claim, share.rate())) {
                    throw new Refused(422, "credit_exceeds_claim");
                }
            }
        } else {
            if (claim.kind == Kind.RECLAIMED) {
                throw new Refused(422, "claim_not_creditable");
            }
            long asked = sum(shares, claim);
            long before = sum(books.credited(claim), claim);
            if (asked > claim.amount - before) {
                throw new Refused(422, "credit_exceeds_claim");
            }
        }
    }

    private long left(Claim claim, BigDecimal rate) {
        return claim.rates.stream()
                        .filter(one -> one.rate().equals(rate))
                        .mapToLong(Rate::gross)
                        .sum()
                - books.credited(claim).stream()
                        .filter(share -> share.rate().equals(rate))
                        .mapToLong(GivenNote.Share::gross)
                        .sum();
    }

    private static long sum(List<GivenNote.Share> shares, Claim claim) {
        return shares.stream()
                .filter(share -> share.claim() == claim)
                .mapToLong(GivenNote.Share::gross)
                .sum();
    }

    private void give(
            Party customer,
            String currency,
            LocalDate on,
            List<GivenNote.Share> shares,
            List<Claim> named,
            boolean allocates,
            JsonNode answer) {
        long total = shares.stream().mapToLong(GivenNote.Share::gross).sum();
        var beyond = new LinkedHashMap<Claim, Long>();
        named.forEach(claim ->
                beyond.put(claim, Math.min(Math.max(0, sum(shares, claim) - books.open(claim)), books.off(claim))));
        long lowered = beyond.values().stream().mapToLong(Long::longValue).sum();
        var credit = new Credit(Credit.Kind.CREDIT_NOTE, customer, currency, total - lowered, on, "");
        credit.id = answer.path("id").asString();
        credit.number = answer.path("number").asString();
        credit.version = answer.path("version").asInt();
        books.credits.add(credit);
        credit.standing = books.move(
                "credit_note",
                null,
                credit,
                0,
                total - lowered,
                0,
                Map.of(),
                posting(customer, shares, beyond),
                on,
                on);
        var lowerings = new ArrayList<Movement>();
        beyond.forEach((claim, part) -> {
            if (part > 0) {
                lowerings.add(lower(claim, part, split(shares, claim, part), on));
            }
        });
        books.notes.add(new GivenNote(credit, total, shares, lowerings));
        var made = new ArrayList<Made>();
        if (allocates) {
            for (Claim claim : named) {
                long share = Math.min(sum(shares, claim), books.open(claim));
                if (share > 0) {
                    made.add(settling.ownCommand(credit, claim, share));
                }
            }
        }
        Same.check("total", total, answer.path("total").asLong());
        Same.check(
                "unapplied", books.unapplied(credit), answer.path("unapplied").asLong());
        Figures.learn(made, answer);
    }

    private static List<Rate> split(List<GivenNote.Share> shares, Claim claim, long part) {
        return Share.split(
                shares.stream()
                        .filter(share -> share.claim() == claim)
                        .map(share -> new Rate(share.rate(), share.net(), share.tax()))
                        .toList(),
                part);
    }

    /** What was earned and its tax, without what lowers claims off the books. */
    private static List<Transfer> posting(Party customer, List<GivenNote.Share> shares, Map<Claim, Long> beyond) {
        String unapplied = PaperBooks.unapplied(customer);
        var transfers = new ArrayList<Transfer>();
        for (GivenNote.Share share : shares) {
            transfers.add(new Transfer(earned(share.claim()), unapplied, share.net()));
            transfers.add(new Transfer(PaperBooks.tax(share.rate()), unapplied, share.tax()));
        }
        beyond.forEach((claim, part) -> {
            for (Rate rate : split(shares, claim, part)) {
                transfers.add(new Transfer(earned(claim), unapplied, -rate.net()));
                transfers.add(new Transfer(PaperBooks.tax(rate.rate()), unapplied, -rate.tax()));
            }
        });
        return transfers;
    }

    private static String earned(@Nullable Claim claim) {
        return claim == null || claim.kind == Kind.INVOICE
                ? "revenue"
                : claim.kind == Kind.INTEREST ? "interest_charged" : "fees_charged";
    }

    /** That part of the claim is over; tax that the write-off did not take back is taken back now. */
    private Movement lower(Claim claim, long part, List<Rate> document, LocalDate issued) {
        Map<BigDecimal, Long> relief = books.relief(claim);
        var transfers = new ArrayList<Transfer>();
        transfers.add(new Transfer("memorandum", PaperBooks.writtenOff(claim.customer), part));
        if (relief.isEmpty()) {
            document.forEach(rate -> transfers.add(new Transfer(PaperBooks.tax(rate.rate()), "bad_debt", rate.tax())));
        }
        LocalDate on = books.offFrom(claim, part, issued);
        return books.move(
                "lowering",
                claim,
                null,
                0,
                0,
                -part,
                Settling.negated(Share.ofRelief(relief, part, books.off(claim))),
                transfers,
                on,
                on);
    }

    Plan plan(Command.VoidCreditNote command) {
        GivenNote note = Picks.last(books.notes, command.note());
        Credit credit = note.credit();
        return Plan.post(
                "/v1/credit_notes/" + credit.id + "/void",
                Map.of("reason", "A mistake"),
                Picks.version(credit.version, command.stale()),
                200,
                () -> {
                    Picks.mustBeFresh(command.stale());
                    if (credit.isVoid) {
                        throw new Refused(409, "already_void");
                    }
                    if (books.unapplied(credit) != credit.amount) {
                        throw new Refused(409, "credit_note_has_allocations");
                    }
                    return answer -> {
                        takeBack(note);
                        credit.version = answer.path("version").asInt();
                        Same.check("state", "void", answer.path("state").asString());
                    };
                });
    }

    private void takeBack(GivenNote note) {
        Credit credit = note.credit();
        LocalDate on = books.unappliedFrom(credit, Basis.ACCOUNTING, credit.amount, books.today());
        on = books.unappliedFrom(credit, Basis.VALUE, credit.amount, on);
        for (Movement lowered : note.lowered()) {
            on = later(on, lowered.accountingOn());
        }
        books.undo(Objects.requireNonNull(credit.standing), "void", on, on);
        for (Movement lowered : note.lowered()) {
            boolean stands = books.movements.stream().noneMatch(movement -> movement.reverses() == lowered);
            if (stands) {
                books.undo(lowered, "lowering_undone", on, on);
            }
        }
        credit.isVoid = true;
    }
}
