package io.duebook.model;

import io.duebook.model.Movement.Transfer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;

/** Money that arrives: always booked, and settles what it names or what is oldest. */
final class Receiving {

    private final PaperBooks books;
    private final Picks picks;
    private final Settling settling;

    Receiving(PaperBooks books) {
        this.books = books;
        this.picks = new Picks(books);
        this.settling = new Settling(books);
    }

    Plan plan(Command.Pay command) {
        Party customer = picks.customer(command.customer());
        String currency = Picks.currency(command.currency());
        LocalDate on = Objects.requireNonNull(picks.day(command.received() == null ? 0 : command.received()));
        Predicate<Claim> reach = command.stray() ? Claim::isItem : Picks.of(customer, currency);
        boolean isChosen = command.allocate().equals("chosen");
        boolean isNamed = command.allocate().equals("by_reference");
        var parts = new ArrayList<Map.Entry<Claim, Long>>();
        if (isChosen || isNamed) {
            for (Command.Part part : command.parts()) {
                Claim claim = picks.claim(part.claim(), reach);
                parts.add(Map.entry(claim, Share.thousandths(books.claimed(claim), part.thousandths())));
            }
        }
        long named = parts.stream().mapToLong(Map.Entry::getValue).sum();
        long open = oldest(customer, currency).stream().mapToLong(books::open).sum();
        long amount = Share.thousandths(isChosen || isNamed ? named : Math.max(open, 1000), command.thousandths());
        Object allocate = isChosen
                ? parts.stream()
                        .map(part -> Map.of("invoice", part.getKey().id, "amount", part.getValue()))
                        .toList()
                : command.allocate();
        String reference = "For "
                + String.join(
                        ", and ",
                        parts.stream().map(part -> part.getKey().number).toList()) + ".";
        Map<String, Object> body = Picks.body(
                "reference",
                isNamed ? reference : null,
                "customer",
                customer.id(),
                "amount",
                Map.of("amount", amount, "currency", currency),
                "received_on",
                on,
                "method",
                "bank_transfer",
                "allocate",
                allocate);
        return Plan.post("/v1/payments", body, 201, () -> {
            List<Claim> chosen =
                    isChosen ? parts.stream().map(Map.Entry::getKey).toList() : List.of();
            boolean ofOneCurrency = chosen.stream().allMatch(claim -> claim.currency.equals(currency));
            if (isChosen && ofOneCurrency && named > amount) {
                throw new Refused(422, "invalid_request");
            }
            if (chosen.stream()
                    .anyMatch(claim -> !claim.customer.equals(customer) && !claim.currency.equals(currency))) {
                throw new Refused(422, "currency_mismatch");
            }
            // No two customers of the model are of one group.
            if (!chosen.stream().allMatch(claim -> claim.customer.equals(customer))) {
                throw new Refused(422, "customer_outside_group");
            }
            // Nobody records a rate here.
            if (!ofOneCurrency) {
                throw new Refused(422, "currency_mismatch");
            }
            return answer -> {
                Credit credit = receive(customer, currency, amount, on, "bank");
                told(credit, settle(credit, command.allocate(), parts), answer);
            };
        });
    }

    private List<Made> settle(Credit credit, String allocate, List<Map.Entry<Claim, Long>> parts) {
        return switch (allocate) {
            case "chosen" -> settle(credit, parts);
            case "by_reference" ->
                settleInOrder(
                        credit,
                        parts.stream()
                                .map(Map.Entry::getKey)
                                .filter(Picks.of(credit.customer, credit.currency))
                                .distinct()
                                .toList(),
                        // What is named and off the books is recovered.
                        books::claimed);
            case "oldest_first" -> settleInOrder(credit, oldest(credit.customer, credit.currency), books::open);
            case "pro_rata" -> settleInProportion(credit, oldest(credit.customer, credit.currency));
            default -> List.of();
        };
    }

    Credit receive(Party customer, String currency, long amount, LocalDate on, String account) {
        var credit = new Credit(Credit.Kind.PAYMENT, customer, currency, amount, on, account);
        books.credits.add(credit);
        credit.standing = books.move(
                "payment",
                null,
                credit,
                0,
                amount,
                0,
                Map.of(),
                List.of(new Transfer(account, PaperBooks.unapplied(customer), amount)),
                on,
                on);
        return credit;
    }

    /** Each part cut to what is still claimed. */
    List<Made> settle(Credit credit, List<Map.Entry<Claim, Long>> parts) {
        var wanted = new LinkedHashMap<Claim, Long>();
        parts.forEach(part -> wanted.merge(part.getKey(), part.getValue(), Long::sum));
        var made = new ArrayList<Made>();
        wanted.forEach((claim, amount) -> {
            long share = Math.min(amount, books.claimed(claim));
            if (share > 0) {
                made.add(settling.ownCommand(credit, claim, share));
            }
        });
        return made;
    }

    /** Until the money is used up. */
    private List<Made> settleInOrder(Credit credit, List<Claim> claims, ToLongFunction<Claim> most) {
        var made = new ArrayList<Made>();
        for (Claim claim : claims) {
            long share = Math.min(books.unapplied(credit), most.applyAsLong(claim));
            if (share > 0) {
                made.add(settling.ownCommand(credit, claim, share));
            }
        }
        return made;
    }

    /** Shares rounded down, what is over one unit each to the oldest. */
    private List<Made> settleInProportion(Credit credit, List<Claim> claims) {
        long whole = claims.stream().mapToLong(books::open).sum();
        long money = Math.min(credit.amount, whole);
        var shares = new LinkedHashMap<Claim, Long>();
        claims.forEach(claim -> shares.put(claim, Share.down(money, books.open(claim), whole)));
        long over = money - shares.values().stream().mapToLong(Long::longValue).sum();
        var made = new ArrayList<Made>();
        for (var share : shares.entrySet()) {
            long part = share.getValue() + (over > 0 ? 1 : 0);
            over--;
            if (part > 0) {
                made.add(settling.ownCommand(credit, share.getKey(), part));
            }
        }
        return made;
    }

    /** By due date, issue date, id. */
    List<Claim> oldest(Party customer, String currency) {
        return books.claims.stream()
                .filter(Picks.of(customer, currency))
                .filter(claim -> books.open(claim) > 0)
                .sorted(Comparator.comparing((Claim claim) -> claim.dueOn)
                        .thenComparing(Claim::issued)
                        .thenComparing(claim -> claim.id.substring(4)))
                .toList();
    }

    private void told(Credit credit, List<Made> made, JsonNode answer) {
        credit.id = answer.path("id").asString();
        Same.check(
                "unapplied", books.unapplied(credit), answer.path("unapplied").asLong());
        Figures.learn(made, answer);
    }
}
