package io.duebook.model;

import static io.duebook.model.PaperBooks.later;

import io.duebook.model.Claim.Kind;
import io.duebook.model.Claim.State;
import io.duebook.model.Movement.Transfer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fees and late interest: simple, on principal only, actual/365, day by day, rounded once. */
final class Charging {

    static final int DUE_DAYS = 14;

    /** In percent a year, from a day on. */
    record InterestRate(LocalDate from, BigDecimal percent) {}

    static final List<InterestRate> RATES = List.of(
            new InterestRate(LocalDate.parse("2027-07-01"), new BigDecimal("9.12")),
            new InterestRate(LocalDate.parse("2028-01-01"), new BigDecimal("11.27")),
            new InterestRate(LocalDate.parse("2028-07-01"), new BigDecimal("10.5")));

    private final PaperBooks books;
    private final Picks picks;
    private final Invoicing invoicing;
    private final Settling settling;

    Charging(PaperBooks books) {
        this.books = books;
        this.picks = new Picks(books);
        this.invoicing = new Invoicing(books);
        this.settling = new Settling(books);
    }

    Plan plan(Command.Fee command) {
        Party customer = picks.customer(command.customer());
        String currency = Picks.currency(command.currency());
        LocalDate asked = picks.day(command.issued());
        LocalDate issued = asked == null ? books.today() : asked;
        LocalDate due = command.dueAfter() == null ? null : issued.plusDays(command.dueAfter());
        Claim about = command.about() < 0
                ? null
                : picks.claim(command.about(), claim -> claim.isItem() && claim.state != State.GONE);
        Map<String, Object> body = Picks.body(
                "customer",
                customer.id(),
                "invoice",
                about == null ? null : about.id,
                "kind",
                command.kind(),
                "amount",
                command.amount(),
                "currency",
                currency,
                "issue_date",
                asked,
                "due_date",
                due);
        return Plan.post("/v1/fees", body, 201, () -> {
            if (about != null && !about.customer.equals(customer)) {
                throw Refused.unknownReference();
            }
            if (due != null && due.isBefore(issued)) {
                throw new Refused(422, "invalid_request");
            }
            return answer -> {
                Claim fee = Claim.charge(
                        Kind.FEE, customer, currency, command.amount(), null, issued, due == null ? issued : due);
                books.claims.add(fee);
                invoicing.opens(fee);
                Invoicing.told(fee, answer);
            };
        });
    }

    Plan plan(Command.ClaimInterest command) {
        Party customer = picks.customer(command.customer());
        LocalDate through = books.today().plusDays(command.through());
        Map<String, Object> body = Picks.body("customer", customer.id(), "through", through);
        return Plan.post("/v1/interest_claims", body, 201, () -> {
            if (command.through() > 0) {
                throw new Refused(422, "through_in_future");
            }
            List<Reckoned> reckoned = books.claims.stream()
                    .filter(claim -> claim.isInvoice() && claim.isItem() && claim.customer.equals(customer))
                    .sorted(Comparator.comparing((Claim claim) -> claim.dueOn)
                            .thenComparing(Claim::issued)
                            .thenComparing(claim -> claim.id.substring(4)))
                    .map(claim -> reckon(claim, through))
                    .filter(one -> one.due() != 0)
                    .toList();
            return answer -> claim(customer, reckoned, answer);
        });
    }

    /** @param due to be claimed; negative: to be given back */
    private record Reckoned(Claim claim, LocalDate on, long due) {}

    /** Total to date less what was claimed; given back only where it is too much for the latest day ever claimed. */
    private Reckoned reckon(Claim claim, LocalDate through) {
        List<Claim> claims = books.claims.stream()
                .filter(one -> one.kind == Kind.INTEREST && one.of == claim && one.state == State.ISSUED)
                .toList();
        List<Credit> credits =
                books.credits.stream().filter(one -> one.of == claim).toList();
        long claimed = claims.stream().mapToLong(one -> one.amount).sum()
                - credits.stream().mapToLong(one -> one.amount).sum();
        long ended = claims.stream().mapToLong(this::ended).sum();
        LocalDate latest = through;
        for (Claim one : claims) {
            latest = later(latest, one.issued());
        }
        for (Credit one : credits) {
            latest = later(latest, one.on);
        }
        long excess = claimed - ended - total(claim, latest);
        return excess > 0
                ? new Reckoned(claim, latest, -excess)
                : new Reckoned(claim, through, Math.max(0, total(claim, through) - claimed));
    }

    /** What credit notes took back of interest, and what was waived of it. */
    private long ended(Claim interest) {
        return books.credited(interest).stream()
                        .mapToLong(PaperBooks.GivenNote.Share::gross)
                        .sum()
                - books.movements.stream()
                        .filter(PaperBooks.of(interest))
                        .filter(movement -> movement.kind().equals("waiver"))
                        .mapToLong(movement -> movement.open() + movement.off())
                        .sum();
    }

    private long total(Claim claim, LocalDate through) {
        if (claim.state == State.VOID) {
            return 0;
        }
        List<Movement> history = books.history(PaperBooks.of(claim));
        BigDecimal sum = BigDecimal.ZERO;
        LocalDate firstLate = claim.dueOn.plusDays(1);
        for (LocalDate day = firstLate; !day.isAfter(through); day = day.plusDays(1)) {
            long principal = 0;
            for (Movement movement : history) {
                principal += bearsFrom(movement).isAfter(day) ? 0 : movement.open();
            }
            // Reopened and written off on one day: it bears none from that day, and would count from the next.
            BigDecimal bears = BigDecimal.valueOf(Math.max(0, principal));
            sum = sum.add(percent(books.fixedAtDefault ? firstLate : day).multiply(bears));
        }
        return sum.divide(BigDecimal.valueOf(36_500), 0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Money of a day counts from the next; what is written off or waived bears none from its day. */
    private static LocalDate bearsFrom(Movement movement) {
        boolean thatDay =
                movement.kind().startsWith("write_off") || movement.kind().startsWith("waiver");
        return thatDay ? movement.valueOn() : movement.valueOn().plusDays(1);
    }

    private static BigDecimal percent(LocalDate day) {
        BigDecimal percent = BigDecimal.ZERO;
        for (InterestRate rate : RATES) {
            percent = rate.from().isAfter(day) ? percent : rate.percent();
        }
        return percent;
    }

    private void claim(Party customer, List<Reckoned> reckoned, JsonNode answer) {
        List<Reckoned> due = reckoned.stream().filter(one -> one.due() > 0).toList();
        List<Reckoned> back = reckoned.stream().filter(one -> one.due() < 0).toList();
        Same.check("interest claimed", told(due), told(answer.path("data")));
        Same.check("interest given back", told(back), told(answer.path("credits")));
        for (int at = 0; at < due.size(); at++) {
            Reckoned one = due.get(at);
            Claim interest = Claim.charge(
                    Kind.INTEREST,
                    customer,
                    one.claim().currency,
                    one.due(),
                    one.claim(),
                    one.on(),
                    one.on().plusDays(DUE_DAYS));
            books.claims.add(interest);
            invoicing.opens(interest);
            interest.id = answer.path("data").get(at).path("id").asString();
            interest.number = answer.path("data").get(at).path("number").asString();
        }
        for (int at = 0; at < back.size(); at++) {
            giveBack(back.get(at), answer.path("credits").get(at));
        }
    }

    private static List<String> told(List<Reckoned> reckoned) {
        return reckoned.stream()
                .map(one -> one.claim().id + " " + Math.abs(one.due()) + " " + one.on())
                .toList();
    }

    private static List<String> told(JsonNode answered) {
        return answered.valueStream()
                .map(one -> one.path("invoice").asString() + " "
                        + one.path("amount").asLong() + " "
                        + one.path("issue_date").asString())
                .toList();
    }

    /** Settles the interest of the same invoice that is still open, the newest first. */
    private void giveBack(Reckoned reckoned, JsonNode answer) {
        Claim claim = reckoned.claim();
        var credit =
                new Credit(Credit.Kind.INTEREST, claim.customer, claim.currency, -reckoned.due(), reckoned.on(), "");
        credit.of = claim;
        credit.id = answer.path("id").asString();
        credit.number = answer.path("number").asString();
        books.credits.add(credit);
        credit.standing = books.move(
                "interest",
                null,
                credit,
                0,
                credit.amount,
                0,
                Map.of(),
                List.of(new Transfer("interest_charged", PaperBooks.unapplied(claim.customer), credit.amount)),
                credit.on,
                credit.on);
        var made = new ArrayList<Made>();
        for (Claim interest : interestOf(claim)) {
            long share = Math.min(books.unapplied(credit), books.open(interest));
            if (share > 0) {
                made.add(settling.ownCommand(credit, interest, share));
            }
        }
        Same.check(
                "unapplied", books.unapplied(credit), answer.path("unapplied").asLong());
        Figures.learn(made, answer);
    }

    private List<Claim> interestOf(@Nullable Claim claim) {
        return books.claims.stream()
                .filter(one -> one.kind == Kind.INTEREST && one.of == claim && one.state == State.ISSUED)
                .sorted(Comparator.comparing((Claim one) -> Objects.requireNonNull(one.issuedOn))
                        .thenComparing(one -> one.id)
                        .reversed())
                .toList();
    }
}
