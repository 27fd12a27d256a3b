package io.duebook.model;

import io.duebook.model.Movement.Basis;
import io.duebook.model.Movement.Transfer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the product for figures and holds them against the paper books. */
final class Figures {

    private static final List<String> BUCKETS = List.of("not_due", "1_30", "31_60", "61_90", "over_90");

    private final PaperBooks books;
    private final Wire wire;
    private final Map<String, String> answered = new LinkedHashMap<>();

    Figures(PaperBooks books, Wire wire) {
        this.books = books;
        this.wire = wire;
    }

    /** For which day, with which knowledge. */
    record Point(LocalDate asOf, @Nullable Instant knownAt) {

        Instant until() {
            return knownAt == null ? PaperBooks.NOW : knownAt;
        }

        String query() {
            return "as_of=" + asOf + (knownAt == null ? "" : "&known_at=" + knownAt);
        }
    }

    /** The ids of allocations, by what they settle. */
    static void learn(List<Made> made, JsonNode answer) {
        var told = new ArrayList<>(answer.path("allocations").values());
        for (Made one : made) {
            told.removeIf(found -> found.path("id").asString().equals(one.id));
        }
        for (Made one : made) {
            if (one.id.isEmpty()) {
                JsonNode found = told.stream()
                        .filter(each -> each.path("invoice").asString().equals(one.claim.id))
                        .filter(each -> each.path("amount").asLong() == one.amount)
                        .filter(each -> !each.path("reversed").asBoolean(false))
                        .filter(each -> each.path("allocated_on")
                                .asString(one.settled.accountingOn().toString())
                                .equals(one.settled.accountingOn().toString()))
                        .findFirst()
                        .orElseThrow(() -> new Same.Different("allocated: the model says %d of %s on %s, the product %s"
                                .formatted(
                                        one.amount,
                                        one.claim,
                                        one.settled.accountingOn(),
                                        answer.path("allocations"))));
                told.remove(found);
                one.id = found.path("id").asString();
            }
        }
    }

    /** Everything of one point, for a customer and for all. */
    void look(Point point, int index, int days) {
        Party customer = books.customers.get(index % books.customers.size());
        balance(customer, point);
        openItems(customer, point);
        activity(customer, point, days);
        aging(point, Basis.ACCOUNTING);
        aging(point, Basis.VALUE);
    }

    private JsonNode ask(String path) {
        return wire.get(path);
    }

    /** What was once answered for a day as known at a moment is answered for ever. */
    private JsonNode ask(String path, Point point) {
        JsonNode answer = ask(path + point.query());
        if (point.knownAt() != null) {
            remember(path + point.query(), answer);
        }
        return answer;
    }

    private void remember(String path, JsonNode answer) {
        String lasting = lasting(answer);
        String before = answered.putIfAbsent(path, lasting);
        Same.check(path + " as it was answered before", before == null ? lasting : before, lasting);
    }

    private static String lasting(JsonNode answer) {
        return answer.toString().replaceAll("\"provisional\":(true|false)", "");
    }

    /** Old answers asked again. */
    void askAgain(int most) {
        List<String> paths = List.copyOf(answered.keySet());
        for (int at = 0; at < Math.min(most, paths.size()); at++) {
            String path = paths.get(at * 7 % paths.size());
            remember(path, ask(path));
        }
    }

    private long open(@Nullable Party customer, String currency, Point point, Basis basis) {
        return books.sum(
                movement -> movement.currency().equals(currency)
                        && (customer == null || movement.customer().equals(customer)),
                Movement::open,
                basis,
                point.asOf(),
                point.until());
    }

    private long unapplied(@Nullable Party customer, String currency, Point point, Basis basis) {
        return books.sum(
                movement -> movement.currency().equals(currency)
                        && (customer == null || movement.customer().equals(customer)),
                Movement::unapplied,
                basis,
                point.asOf(),
                point.until());
    }

    private List<String> currencies(@Nullable Party customer, Point point, Basis basis) {
        return Picks.CURRENCIES.stream()
                .sorted()
                .filter(currency ->
                        open(customer, currency, point, basis) != 0 || unapplied(customer, currency, point, basis) != 0)
                .toList();
    }

    private void balance(Party customer, Point point) {
        JsonNode answer = ask("/v1/customers/" + customer.id() + "/balance?", point);
        List<String> model = currencies(customer, point, Basis.ACCOUNTING).stream()
                .map(currency -> {
                    long open = open(customer, currency, point, Basis.ACCOUNTING);
                    long unapplied = unapplied(customer, currency, point, Basis.ACCOUNTING);
                    return currency + " " + open + " " + unapplied + " " + (open - unapplied);
                })
                .toList();
        List<String> product =
                answer.path("balances").valueStream().map(Figures::sums).toList();
        Same.check("balance of " + customer.id() + " " + point, model, product);
    }

    private static String sums(JsonNode currency) {
        return currency.path("currency").asString() + " "
                + currency.path("open").asLong() + " "
                + currency.path("unapplied").asLong() + " "
                + currency.path("balance").asLong();
    }

    private record Unsettled(Claim claim, long open) {}

    private List<Unsettled> unsettled(@Nullable Party customer, String currency, Point point, Basis basis) {
        return books.claims.stream()
                .filter(claim -> claim.currency.equals(currency))
                .filter(claim -> customer == null || claim.customer.equals(customer))
                .map(claim -> new Unsettled(
                        claim, books.sum(PaperBooks.of(claim), Movement::open, basis, point.asOf(), point.until())))
                .peek(one -> mustNotBeNegative(one, point))
                .filter(one -> one.open() > 0)
                .toList();
    }

    private static void mustNotBeNegative(Unsettled one, Point point) {
        if (one.open() < 0 || one.open() > one.claim().amount) {
            throw new Same.Different("the model itself has " + one.open() + " open of " + one.claim() + " " + point);
        }
    }

    private void openItems(Party customer, Point point) {
        JsonNode answer = ask("/v1/customers/" + customer.id() + "/statement?kind=open_item&", point);
        var model = new ArrayList<String>();
        for (String currency : currencies(customer, point, Basis.ACCOUNTING)) {
            List<Unsettled> unsettled = unsettled(customer, currency, point, Basis.ACCOUNTING);
            unsettled.stream()
                    .map(one -> "%s %s %s %s %s %d %d %d %d"
                            .formatted(
                                    currency,
                                    one.claim().id,
                                    one.claim().number,
                                    one.claim().issued(),
                                    one.claim().dueOn,
                                    one.claim().amount,
                                    one.claim().amount - one.open(),
                                    one.open(),
                                    ChronoUnit.DAYS.between(one.claim().dueOn, point.asOf())))
                    .sorted()
                    .forEach(model::add);
            model.add(buckets(currency, unsettled, point));
        }
        var product = new ArrayList<String>();
        for (JsonNode currency : answer.path("currencies")) {
            currency.path("lines")
                    .valueStream()
                    .map(line -> Stream.of(
                                    "id",
                                    "number",
                                    "issue_date",
                                    "due_date",
                                    "original",
                                    "settled",
                                    "open",
                                    "days_past_due")
                            .map(field -> line.path(field).asString())
                            .reduce(currency.path("currency").asString(), (one, other) -> one + " " + other))
                    .sorted()
                    .forEach(product::add);
            product.add(buckets(currency.path("currency").asString(), currency.path("aging")));
        }
        Same.check("open items of " + customer.id() + " " + point, model, product);
    }

    private static String buckets(String currency, List<Unsettled> unsettled, Point point) {
        var sums = new LinkedHashMap<String, long[]>();
        BUCKETS.forEach(bucket -> sums.put(bucket, new long[2]));
        for (Unsettled one : unsettled) {
            long days = ChronoUnit.DAYS.between(one.claim().dueOn, point.asOf());
            String bucket = days <= 0
                    ? "not_due"
                    : days <= 30 ? "1_30" : days <= 60 ? "31_60" : days <= 90 ? "61_90" : "over_90";
            sums.computeIfAbsent(bucket, name -> new long[2])[0]++;
            sums.computeIfAbsent(bucket, name -> new long[2])[1] += one.open();
        }
        var text = new StringBuilder(currency);
        sums.forEach((bucket, sum) -> text.append(' ')
                .append(bucket)
                .append(' ')
                .append(sum[0])
                .append(' ')
                .append(sum[1]));
        return text.toString();
    }

    private static String buckets(String currency, JsonNode aging) {
        var text = new StringBuilder(currency);
        aging.valueStream().forEach(bucket -> text.append(' ')
                .append(bucket.path("bucket").asString())
                .append(' ')
                .append(bucket.path("count").asLong())
                .append(' ')
                .append(bucket.path("amount").asLong()));
        return text.toString();
    }

    private void aging(Point point, Basis basis) {
        JsonNode answer = ask("/v1/reports/aging?date=" + basis.name().toLowerCase(java.util.Locale.ROOT) + "&", point);
        List<String> model = currencies(null, point, basis).stream()
                .map(currency -> buckets(currency, unsettled(null, currency, point, basis), point) + " "
                        + open(null, currency, point, basis) + " " + unapplied(null, currency, point, basis))
                .toList();
        List<String> product = answer.path("currencies")
                .valueStream()
                .map(currency -> buckets(currency.path("currency").asString(), currency.path("buckets")) + " "
                        + currency.path("open").asLong() + " "
                        + currency.path("unapplied").asLong())
                .toList();
        Same.check("aging by " + basis + " " + point, model, product);
    }

    private void activity(Party customer, Point point, int days) {
        LocalDate from = point.asOf().minusDays(days);
        String path = "/v1/customers/" + customer.id() + "/statement?kind=activity&from=" + from + "&to=" + point.asOf()
                + (point.knownAt() == null ? "" : "&known_at=" + point.knownAt());
        JsonNode answer = ask(path);
        var model = new ArrayList<String>();
        var product = new ArrayList<String>();
        Point before = new Point(from.minusDays(1), point.knownAt());
        for (JsonNode currency : answer.path("currencies")) {
            String code = currency.path("currency").asString();
            long opening = open(customer, code, before, Basis.ACCOUNTING)
                    - unapplied(customer, code, before, Basis.ACCOUNTING);
            long closing =
                    open(customer, code, point, Basis.ACCOUNTING) - unapplied(customer, code, point, Basis.ACCOUNTING);
            model.add(code + " from " + opening + " to " + closing);
            product.add(code + " from " + currency.path("opening").asLong() + " to "
                    + currency.path("closing").asLong());
            long running = currency.path("opening").asLong();
            for (JsonNode line : currency.path("lines")) {
                running += line.path("amount").asLong();
                Same.check("running", running, line.path("running").asLong());
            }
            Same.check("opening and movements", currency.path("closing").asLong(), running);
            lines(customer, code, from, point).stream().sorted().forEach(model::add);
            currency.path("lines")
                    .valueStream()
                    .map(line -> "%s %s %s %s %d"
                            .formatted(
                                    line.path("on").asString(),
                                    line.path("kind").asString(),
                                    line.path("id").asString(),
                                    line.path("number").asString(""),
                                    line.path("amount").asLong()))
                    .sorted()
                    .forEach(product::add);
        }
        Same.check("activity of " + customer.id() + " from " + from + " " + point, model, product);
        List<String> told = answer.path("currencies")
                .valueStream()
                .map(currency -> currency.path("currency").asString())
                .toList();
        for (String currency : Picks.CURRENCIES) {
            boolean isThere = open(customer, currency, point, Basis.ACCOUNTING) != 0
                    || unapplied(customer, currency, point, Basis.ACCOUNTING) != 0
                    || !lines(customer, currency, from, point).isEmpty();
            Same.check("activity has " + currency, isThere, told.contains(currency));
        }
    }

    /** A line per movement of the balance; what was undone on its own day as if it had never been is none. */
    private List<String> lines(Party customer, String currency, LocalDate from, Point point) {
        List<Movement> known = books.movements.stream()
                .filter(movement -> movement.customer().equals(customer))
                .filter(movement -> movement.currency().equals(currency))
                .filter(movement -> !movement.recordedAt().isAfter(point.until()))
                .toList();
        return known.stream()
                .filter(movement -> movement.open() != movement.unapplied())
                .filter(movement -> !movement.accountingOn().isBefore(from)
                        && !movement.accountingOn().isAfter(point.asOf()))
                .filter(movement ->
                        known.stream().noneMatch(other -> isErased(movement, other) || isErased(other, movement)))
                .map(movement -> "%s %s %s %s %d"
                        .formatted(
                                movement.accountingOn(),
                                word(movement.kind()),
                                document(movement),
                                number(movement),
                                movement.open() - movement.unapplied()))
                .toList();
    }

    private static boolean isErased(Movement one, Movement by) {
        return by.reverses() == one
                && by.kind().equals(one.kind() + "_undone")
                && by.accountingOn().equals(one.accountingOn());
    }

    private static String word(String kind) {
        return switch (kind) {
            case "reinstatement" -> "payment";
            case "recovery_undone" -> "recovery";
            case "void" -> "reversal";
            case String undone when undone.endsWith("_undone") -> "reversal";
            default -> kind;
        };
    }

    private static String document(Movement movement) {
        Claim claim = movement.claim();
        return claim != null ? claim.id : java.util.Objects.requireNonNull(movement.credit()).id;
    }

    private static String number(Movement movement) {
        Claim claim = movement.claim();
        return claim != null ? claim.number : java.util.Objects.requireNonNull(movement.credit()).number;
    }

    /** Per day, account and currency. */
    void journal() {
        var model = new TreeMap<String, Long>();
        for (Movement movement : books.movements) {
            for (Transfer transfer : movement.transfers()) {
                String of = movement.accountingOn() + " " + movement.currency() + " ";
                model.merge(of + transfer.debit(), transfer.amount(), Long::sum);
                model.merge(of + transfer.credit(), -transfer.amount(), Long::sum);
            }
        }
        var product = new TreeMap<String, Long>();
        String cursor = "";
        do {
            JsonNode page = ask("/v1/journal?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            for (JsonNode entry : page.path("data")) {
                long balance = 0;
                for (JsonNode line : entry.path("lines")) {
                    product.merge(
                            entry.path("accounting_on").asString() + " "
                                    + line.path("currency").asString() + " "
                                    + line.path("account").asString(),
                            line.path("amount").asLong(),
                            Long::sum);
                    balance += line.path("amount").asLong();
                }
                Same.check("entry " + entry.path("id").asString(), 0L, balance);
            }
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        model.values().removeIf(amount -> amount == 0);
        product.values().removeIf(amount -> amount == 0);
        var accounts = new TreeSet<String>();
        accounts.addAll(model.keySet());
        accounts.addAll(product.keySet());
        var differences = accounts.stream()
                .filter(account -> !java.util.Objects.equals(model.get(account), product.get(account)))
                .map(account ->
                        account + ": the model says " + model.get(account) + ", the product " + product.get(account))
                .toList();
        Same.check("journal", List.of(), differences);
    }
}
