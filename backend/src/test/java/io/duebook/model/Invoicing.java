package io.duebook.model;

import io.duebook.model.Claim.Kind;
import io.duebook.model.Claim.Rate;
import io.duebook.model.Claim.State;
import io.duebook.model.Movement.Basis;
import io.duebook.model.Movement.Transfer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Invoices: issued, kept as drafts, voided. */
final class Invoicing {

    static final List<BigDecimal> RATES =
            List.of(new BigDecimal("0"), new BigDecimal("19"), new BigDecimal("7"), new BigDecimal("8.875"));

    private final PaperBooks books;
    private final Picks picks;

    Invoicing(PaperBooks books) {
        this.books = books;
        this.picks = new Picks(books);
    }

    Plan plan(Command.Issue command) {
        Party customer = picks.customer(command.customer());
        String currency = Picks.currency(command.currency());
        LocalDate asked = picks.day(command.issued());
        LocalDate due = (asked == null ? books.today() : asked).plusDays(command.dueAfter());
        var lines = new ArrayList<Map<String, Object>>();
        var nets = new TreeMap<BigDecimal, Long>();
        for (Command.Issue.Line line : command.lines()) {
            BigDecimal rate = command.opening() ? RATES.getFirst() : RATES.get(line.rate() % RATES.size());
            lines.add(Picks.body(
                    "description", "Work",
                    "quantity", line.quantity(),
                    "unit_amount", line.unit(),
                    "tax_rate", rate.toPlainString()));
            long net = new BigDecimal(line.quantity())
                    .multiply(BigDecimal.valueOf(line.unit()))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            nets.merge(rate, net, Long::sum);
        }
        Map<String, Object> body = Picks.body(
                "customer", customer.id(),
                "currency", currency,
                "issue_date", asked,
                "due_date", due,
                "lines", lines,
                "opening", command.opening(),
                "issue", !command.draft());
        return Plan.post("/v1/invoices", body, 201, () -> {
            if (asked != null && due.isBefore(asked)) {
                throw new Refused(422, "invalid_request");
            }
            if (nets.values().stream().anyMatch(net -> net < 0)) {
                throw new Refused(422, "negative_invoice");
            }
            List<Rate> rates = nets.entrySet().stream()
                    .map(net -> new Rate(net.getKey(), net.getValue(), Share.tax(net.getValue(), net.getKey())))
                    .toList();
            long total = rates.stream().mapToLong(Rate::gross).sum();
            var claim = new Claim(
                    Kind.INVOICE, customer, currency, total, rates, command.opening(), null, State.DRAFT, asked, due);
            if (!command.draft() && due.isBefore(asked == null ? books.today() : asked)) {
                throw new Refused(422, "due_before_issue");
            }
            return answer -> {
                books.claims.add(claim);
                if (!command.draft()) {
                    issue(claim);
                }
                told(claim, answer);
                Same.check("total", total, answer.path("total").asLong());
                Same.check(
                        "state",
                        claim.state == State.DRAFT ? "draft" : total == 0 ? "paid" : "open",
                        answer.path("state").asString());
            };
        });
    }

    Plan plan(Command.IssueDraft command) {
        Claim claim = picks.claim(command.draft(), one -> one.isInvoice() && one.state != State.GONE);
        return Plan.post(claim.path() + "/issue", Map.of(), Picks.version(claim.version, command.stale()), 200, () -> {
            Picks.mustBeFresh(command.stale());
            if (claim.state != State.DRAFT) {
                throw new Refused(409, "not_a_draft");
            }
            LocalDate issued = claim.issuedOn == null ? books.today() : claim.issuedOn;
            if (claim.dueOn.isBefore(issued)) {
                throw new Refused(422, "due_before_issue");
            }
            return answer -> {
                issue(claim);
                told(claim, answer);
            };
        });
    }

    private void issue(Claim claim) {
        claim.issuedOn = claim.issuedOn == null ? books.today() : claim.issuedOn;
        claim.state = State.ISSUED;
        opens(claim);
    }

    /** From its issue date on it is owed. */
    void opens(Claim claim) {
        claim.wasIssued = true;
        String receivable = PaperBooks.receivable(claim.customer);
        var transfers = new ArrayList<Transfer>();
        switch (claim.kind) {
            case INVOICE -> {
                if (claim.opening) {
                    transfers.add(new Transfer(receivable, "opening", claim.amount));
                } else {
                    claim.rates.forEach(rate -> transfers.add(new Transfer(receivable, "revenue", rate.net())));
                    claim.rates.forEach(
                            rate -> transfers.add(new Transfer(receivable, PaperBooks.tax(rate.rate()), rate.tax())));
                }
            }
            case FEE -> transfers.add(new Transfer(receivable, "fees_charged", claim.amount));
            case INTEREST -> transfers.add(new Transfer(receivable, "interest_charged", claim.amount));
            case RECLAIMED -> throw new IllegalStateException("it is opened by what makes it owed");
        }
        books.move(claim.word(), claim, null, claim.amount, 0, 0, Map.of(), transfers, claim.issued(), claim.issued());
    }

    static void told(Claim claim, JsonNode answer) {
        claim.id = answer.path("id").asString();
        claim.number = answer.path("number").asString("");
        claim.version = answer.path("version").asInt();
        if (answer.path("issue_date").isString()) {
            Same.check(
                    "issue_date",
                    String.valueOf(claim.issuedOn),
                    answer.path("issue_date").asString());
        }
        Same.check("due_date", claim.dueOn.toString(), answer.path("due_date").asString());
    }

    Plan plan(Command.VoidClaim command) {
        Claim claim = picks.claim(command.claim(), one -> one.state != State.GONE);
        return Plan.post(
                claim.path() + "/void",
                Map.of("reason", "A mistake"),
                Picks.version(claim.version, command.stale()),
                200,
                () -> {
                    Picks.mustBeFresh(command.stale());
                    if (claim.state == State.VOID) {
                        throw new Refused(409, "already_void");
                    }
                    if (claim.kind == Kind.RECLAIMED) {
                        throw new Refused(409, "reclaimed_not_voidable");
                    }
                    String word = claim.isInvoice() ? "invoice" : "charge";
                    if (claim.state == State.ISSUED && books.open(claim) != claim.amount) {
                        throw new Refused(409, word + "_has_allocations");
                    }
                    if (!books.credited(claim).isEmpty()) {
                        throw new Refused(409, word + "_has_credit_notes");
                    }
                    return answer -> {
                        if (claim.state == State.ISSUED) {
                            takeBack(claim);
                        }
                        claim.state = State.VOID;
                        claim.version = answer.path("version").asInt();
                        Same.check("state", "void", answer.path("state").asString());
                    };
                });
    }

    /** On the first day on which all of it is open, from today on. */
    private void takeBack(Claim claim) {
        LocalDate on = PaperBooks.later(books.today(), claim.issued());
        on = books.openFrom(claim, Basis.ACCOUNTING, claim.amount, on);
        on = books.openFrom(claim, Basis.VALUE, claim.amount, on);
        Movement opened = books.movements.stream()
                .filter(PaperBooks.of(claim))
                .findFirst()
                .map(Objects::requireNonNull)
                .orElseThrow();
        books.undo(opened, "void", on, on);
    }
}
