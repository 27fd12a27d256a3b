package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Customers, groups of them, and what each owes. */
final class FakeCustomers extends Canned {

    static final List<String> PAST_DUE = List.of("not_due", "1_30", "31_60", "61_90", "over_90");
    static final List<String> AGE = List.of("within_12", "12_24", "24_36", "36_48", "48_60", "over_60");

    FakeCustomers(FakeBooks books) {
        super(books);
    }

    int customerCount() {
        return switch (scene()) {
            case USUAL -> 37;
            case EMPTY -> 0;
            case UGLY -> 10_000;
        };
    }

    String customer(int at) {
        return """
                {"id":"cus_%d","external_id":"%05d","name":"%s","kind":"business","language":null,
                 "email":"ap%d@example.com","metadata":{},"version":1}
                """.formatted(at, 10_400 + at, NAMES.get(at % NAMES.size()), at);
    }

    /** Somebody's branch, with branches of its own. */
    String groupHead() {
        return """
                {"id":"cus_group","external_id":"10400","name":"%s","kind":"business","language":"zh-CN",
                 "parent":{"id":"cus_9","name":"Keller Holding plc","external_id":"1"},"email":"ap@example.com",
                 "tax_id":"DE123456789","address":{"line1":"Hafenstr. 7","line2":null,"postal_code":"20457",
                  "city":"Hamburg","region":null,"country":"DE"},"terms":"net_14","metadata":{},"version":3}
                """.formatted(scene() == Scene.UGLY ? LONG_NAME : NAMES.getFirst());
    }

    String groupBalance() {
        String currencies = scene() == Scene.UGLY
                ? "{\"currency\":\"EUR\",\"open\":987654321012,\"unapplied\":0,\"balance\":987654321012},"
                        + "{\"currency\":\"KWD\",\"open\":1234,\"unapplied\":99,\"balance\":1135}"
                : "{\"currency\":\"EUR\",\"open\":120000,\"unapplied\":20000,\"balance\":100000}";
        String members = IntStream.range(0, scene() == Scene.UGLY ? 40 : 4)
                .mapToObj(at ->
                        "{\"customer\":{\"id\":\"cus_%s\",\"name\":\"%s\",\"external_id\":null},\"balances\":[%s]}"
                                .formatted(at == 0 ? "group" : at + 1, NAMES.get(at % NAMES.size()), currencies))
                .collect(Collectors.joining(","));
        return """
                {"as_of":"%s","known_at":"2026-11-22T01:00:00Z","time_zone":"Europe/Berlin","provisional":true,
                 "balances":[%s],"customers":[%s],"undue_bills":[%s]}
                """.formatted(
                        TODAY,
                        currencies,
                        members,
                        scene() == Scene.EMPTY
                                ? ""
                                : "{\"currency\":\"CNY\",\"amount\":5000000},{\"currency\":\"EUR\",\"amount\":1100000}");
    }

    String customerWithBalances(int at) {
        List<String> currencies = scene() == Scene.UGLY ? List.of("EUR", "JPY", "KWD") : List.of("EUR");
        String balances = currencies.stream()
                .limit(at % 4)
                .map(currency ->
                        """
                        {"currency":"%s","open":%d,"overdue":%d,"unapplied":1000,"balance":%d}
                        """.formatted(currency, amount(at), at % 2 == 0 ? 0 : amount(at) / 2, amount(at) - 1_000))
                .collect(Collectors.joining(","));
        return """
                {"id":"cus_%d","external_id":"%05d","name":"%s","kind":"business","email":"ap%d@example.com","currencies":[%s]}
                """.formatted(at, 10_400 + at, NAMES.get(at % NAMES.size()), at, balances);
    }

    String statement() {
        if (scene() == Scene.EMPTY) {
            return statement("");
        }
        if (scene() == Scene.USUAL) {
            return statement(inCurrency("EUR", OFFSETS.length, 120_000));
        }
        return statement(
                Stream.of(inCurrency("EUR", 10_000, 0), inCurrency("JPY", 4, 0), inCurrency("KWD", 3, 987_654_321_012L))
                        .collect(Collectors.joining(",")));
    }

    /** A branch has claims of its own: two or three of them. */
    String statementOfBranch(String path) {
        int branch = Integer.parseInt(path.replaceAll("\\D+", " ").strip().split(" ")[1]);
        return statement(inCurrency("EUR", 2 + branch % 2, 0)
                .replaceAll("\"inv_(\\d+)\"", "\"inv_b" + branch + "_$1\"")
                .replaceAll("\"INV-(\\d+)\"", "\"B" + branch + "-$1\""));
    }

    static String statement(String currencies) {
        return """
                {"kind":"open_item","customer":"cus_0","as_of":"%s","known_at":"2026-11-22T01:00:00Z",
                 "time_zone":"Europe/Berlin","currencies":[%s]}
                """.formatted(TODAY, currencies);
    }

    static String inCurrency(String currency, int count, long unapplied) {
        var lines = new ArrayList<String>();
        long[] buckets = new long[5];
        long[] counts = new long[5];
        long open = 0;
        for (int at = 0; at < count; at++) {
            int offset = OFFSETS[at % OFFSETS.length];
            long whole = amount(at);
            long left = at % 6 == 5 ? whole * 2 / 5 : whole;
            open += left;
            int bucket = offset >= 0 ? 0 : offset >= -30 ? 1 : offset >= -60 ? 2 : offset >= -90 ? 3 : 4;
            buckets[bucket] += left;
            counts[bucket]++;
            lines.add("""
                    {"id":"inv_%d","number":"INV-%d","issue_date":"%s","due_date":"%s","original":%d,"settled":%d,
                     "open":%d,"days_past_due":%d}
                    """.formatted(
                            at,
                            10_482 - at,
                            TODAY.plusDays(offset - 30L),
                            TODAY.plusDays(offset),
                            whole,
                            whole - left,
                            left,
                            -offset));
        }
        return """
                {"currency":"%s","lines":[%s],"open":%d,"unapplied":%d,"balance":%d,"aging":%s}
                """.formatted(
                        currency, String.join(",", lines), open, unapplied, open - unapplied, buckets(counts, buckets));
    }

    static String buckets(long[] counts, long[] amounts) {
        String[] names = {"not_due", "1_30", "31_60", "61_90", "over_90"};
        return IntStream.range(0, 5)
                .mapToObj(at -> "{\"bucket\":\"%s\",\"from_days\":0,\"to_days\":0,\"count\":%d,\"amount\":%d}"
                        .formatted(names[at], counts[at], amounts[at]))
                .collect(Collectors.joining(",", "[", "]"));
    }

    String activity() {
        if (scene() == Scene.EMPTY) {
            return statement("");
        }
        return """
                {"as_of":"%1$s","time_zone":"Europe/Berlin","currencies":[{"currency":"EUR","opening":250000,
                 "adjustments":[],"lines":[
                  {"on":"%2$s","kind":"invoice","id":"inv_3","number":"INV-10461","amount":416856,"running":666856},
                  {"on":"%3$s","kind":"payment","id":"pay_2","number":null,"amount":-250000,"running":416856},
                  {"on":"%4$s","kind":"credit_note","id":"crn_1","number":"CN-000031","amount":-13090,"running":403766},
                  {"on":"%4$s","kind":"reversal","id":"pay_4","number":null,"amount":250000,"running":653766},
                  {"on":"%5$s","kind":"write_off","id":"inv_7","number":"INV-10433","amount":-43350,"running":610416},
                  {"on":"%1$s","kind":"recovery","id":"inv_7","number":"INV-10433","amount":10000,"running":620416},
                  {"on":"%1$s","kind":"invoice","id":"inv_1","number":"INV-10475","amount":354651,"running":975067}],
                 "closing":975067}]}
                """.formatted(TODAY, TODAY.minusDays(40), TODAY.minusDays(12), TODAY.minusDays(9), TODAY.minusDays(7));
    }

    String aging() {
        return aged(PAST_DUE);
    }

    String age() {
        return aged(AGE);
    }

    private String aged(List<String> names) {
        String currencies = scene() == Scene.EMPTY
                ? ""
                : Stream.of("EUR", "USD", "JPY", "KWD")
                        .limit(scene() == Scene.UGLY ? 4 : 2)
                        .map(currency -> agedIn(currency, names, scene() == Scene.UGLY ? 912_345_678_901L : 4_000_000))
                        .collect(Collectors.joining(","));
        return "{\"as_of\":\"%s\",\"known_at\":\"2026-11-22T01:00:00Z\",\"time_zone\":\"Europe/Berlin\",\"provisional\":true,\"currencies\":[%s]}"
                .formatted(TODAY, currencies);
    }

    /** Each with less in the older buckets, and some with none. */
    String agedCustomers(Map<String, String> query, List<String> names) {
        return page(query, customerCount(), at -> """
                {"customer":"cus_%d","external_id":"%05d","name":"%s","currencies":[%s]}
                """.formatted(
                        at,
                        10_400 + at,
                        scene() == Scene.UGLY ? LONG_NAME : NAMES.get(at % NAMES.size()),
                        agedIn(
                                query.getOrDefault("currency", "EUR"),
                                names,
                                scene() == Scene.UGLY ? 812_345_678_901L : at % 3 * 104_690L)));
    }

    private static String agedIn(String currency, List<String> names, long first) {
        long[] amounts = IntStream.range(0, names.size())
                .mapToLong(at -> first / (at + 1))
                .toArray();
        long open = LongStream.of(amounts).sum();
        String buckets = IntStream.range(0, names.size())
                .mapToObj(at -> "{\"bucket\":\"%s\",\"count\":%d,\"amount\":%d}"
                        .formatted(names.get(at), 41 / (at + 1), amounts[at]))
                .collect(Collectors.joining(","));
        return "{\"currency\":\"%s\",\"buckets\":[%s],\"open\":%d,\"unapplied\":%d,\"balance\":%d}"
                .formatted(currency, buckets, open, first / 7, open - first / 7);
    }

    String receipts() {
        String currencies = scene() == Scene.EMPTY
                ? ""
                : "{\"currency\":\"EUR\",\"count\":14,\"amount\":4120055},{\"currency\":\"USD\",\"count\":1,\"amount\":90000}";
        return "{\"from\":\"%s\",\"to\":\"%s\",\"time_zone\":\"Europe/Berlin\",\"currencies\":[%s]}"
                .formatted(TODAY.minusDays(6), TODAY, currencies);
    }

    String overdue() {
        if (scene() == Scene.EMPTY) {
            return "{\"as_of\":\"%s\",\"currencies\":[]}".formatted(TODAY);
        }
        String rows = IntStream.range(0, 5)
                .mapToObj(at ->
                        """
                        {"customer":"cus_%d","external_id":"1","name":"%s","overdue":%d,"count":%d,
                         "oldest_due_date":"2026-08-01","days_past_due":%d}
                        """.formatted(at, NAMES.get(at % NAMES.size()), 912_345 - at * 101_010, 5 - at, 118 - at * 20))
                .collect(Collectors.joining(","));
        return """
                {"as_of":"%s","currencies":[{"currency":"EUR","overdue":10047330,"customers":17,"data":[%s]},
                 {"currency":"USD","overdue":1846590,"customers":2,"data":[%s]}]}
                """.formatted(TODAY, rows, rows);
    }
}
