package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Scene;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Statements that were handed out, and what changed since. */
final class FakeStatements extends Canned {

    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    FakeStatements(FakeBooks books) {
        super(books);
    }

    int count() {
        return switch (scene()) {
            case USUAL -> 5;
            case EMPTY -> 0;
            case UGLY -> 10_000;
        };
    }

    String listed(int at) {
        return """
                {"id":"stm_%d","number":"%s","version":%d,"replaces":null,"replaced_by":%s,
                 "customer":{"id":"cus_%d","name":"%s","external_id":"1"},"kind":"%s","as_of":"%s","from":%s,
                 "frozen_at":"2026-03-01T09:12:00Z","known_at":"2026-03-01T09:12:00Z","hash":"%s"}
                """.formatted(
                        at,
                        number(at),
                        1 + at % 3,
                        at % 4 == 3 ? "\"stm_9\"" : "null",
                        at,
                        NAMES.get(at % NAMES.size()),
                        at % 2 == 0 ? "activity" : "open_item",
                        TODAY.minusDays(2),
                        at % 2 == 0 ? "\"" + TODAY.minusDays(29) + "\"" : "null",
                        HASH);
    }

    private String number(int at) {
        return scene() == Scene.UGLY ? "STATEMENT-2026-" + "0".repeat(9) + at : "ST-00000" + at;
    }

    /** An activity, unless it is the one of open items. */
    String frozen(String path) {
        boolean isOpenItems = path.contains("open");
        List<String> currencies =
                switch (scene()) {
                    case USUAL -> List.of("EUR");
                    case EMPTY -> List.of();
                    case UGLY -> List.of("EUR", "JPY", "KWD");
                };
        return """
                {"id":"%s","number":"%s","version":%d,"replaces":{"id":"stm_1","number":"ST-000001","version":1},
                 "opens_with":%s,"frozen_at":"2026-03-01T09:12:00Z","hash":"%s",
                 "verification_url":"http://127.0.0.1/verify/known","kind":"%s","customer":"cus_0","customer_name":"%s",
                 "as_of":"%s","from":%s,"to":null,"known_at":"2026-03-01T09:12:00Z","time_zone":"Europe/Berlin",
                 "provisional":false,"computed":false,"currencies":[%s]}
                """.formatted(
                        path.substring(path.lastIndexOf('/') + 1),
                        number(2),
                        path.endsWith("stm_4") ? 3 : 2,
                        isOpenItems ? "null" : "{\"id\":\"stm_0\",\"number\":\"ST-000000\",\"version\":1}",
                        HASH,
                        isOpenItems ? "open_item" : "activity",
                        scene() == Scene.UGLY ? LONG_NAME : NAMES.getFirst(),
                        TODAY.minusDays(2),
                        isOpenItems ? "null" : "\"" + TODAY.minusDays(29) + "\"",
                        currencies.stream()
                                .map(currency -> isOpenItems
                                        ? FakeCustomers.inCurrency(currency, scene() == Scene.UGLY ? 500 : 7, 120_000)
                                        : activity(currency))
                                .collect(Collectors.joining(",")));
    }

    private String activity(String currency) {
        int count = scene() == Scene.UGLY ? 700 : 6;
        String lines = IntStream.range(0, count)
                .mapToObj(at -> """
                        {"on":"%s","kind":"%s","id":"%s_%d","number":%s,"amount":%d,"running":%d}
                        """.formatted(
                                TODAY.minusDays(28 - at % 26),
                                at % 3 == 2 ? "payment" : "invoice",
                                at % 3 == 2 ? "pay" : "inv",
                                at,
                                at % 3 == 2 ? "null" : "\"INV-" + (10_400 + at) + "\"",
                                at % 3 == 2 ? -40_000 : 50_000,
                                100_000 + 1_000L * at))
                .collect(Collectors.joining(","));
        long[] counts = {1, 1, 0, 0, 0};
        long[] amounts = {100_000, 40_000, 0, 0, 0};
        return """
                {"currency":"%s","opening":120000,"adjustments":[%s],"lines":[%s],"closing":140000,"open":140000,
                 "unapplied":0,"balance":140000,"aging":%s}
                """.formatted(currency, adjustment(0, -20_000), lines, FakeCustomers.buckets(counts, amounts));
    }

    private static String adjustment(int at, long amount) {
        return """
                {"on":"%s","value_on":"%s","recorded_at":"2026-02-20T10:00:00Z","kind":"payment","id":"pay_%d",
                 "number":null,"amount":%d,"running":100000}
                """.formatted(TODAY.minusDays(20), TODAY.minusDays(35), at, amount);
    }

    String changes(String path) {
        boolean isOpenItems = path.contains("open");
        String changed = scene() == Scene.USUAL && path.contains("stm_4")
                ? ""
                : Stream.of("EUR", "KWD")
                        .limit(scene() == Scene.UGLY ? 2 : scene() == Scene.EMPTY ? 0 : 1)
                        .map(currency -> isOpenItems ? changedClaims(currency) : changedActivity(currency))
                        .collect(Collectors.joining(","));
        return """
                {"id":"stm_2","number":"ST-000002","version":2,"customer":"cus_0","as_of":"%s",
                 "known_at":"2026-03-02T09:00:00Z","time_zone":"Europe/Berlin","provisional":true,"currencies":[%s]}
                """.formatted(TODAY.minusDays(2), changed);
    }

    private static String changedActivity(String currency) {
        return """
                {"currency":"%s","lines":[%s],"was":140000,"now":125000,"booked_later":[%s]}
                """.formatted(currency, adjustment(7, -15_000), adjustment(8, -9_900));
    }

    private static String changedClaims(String currency) {
        return """
                {"currency":"%s","lines":[{"id":"inv_7","number":"INV-10475","issue_date":"2026-01-20",
                  "due_date":"2026-02-19","was":50000,"now":0,"because":[{"on":"2026-02-27","value_on":"2026-02-27",
                  "recorded_at":"2026-03-02T08:00:00Z","kind":"payment","id":"pay_1","amount":-50000}]}],
                 "was":140000,"now":90000,"unapplied_was":0,"unapplied_now":0}
                """.formatted(currency);
    }

    String verification() {
        return """
                {"tenant":"%s","number":"%s","version":2,"kind":"activity","as_of":"%s","from":"%s",
                 "frozen_at":"2026-03-01T09:12:00Z","hash":"%s","latest":%s}
                """.formatted(
                        scene() == Scene.UGLY ? LONG_NAME : NAMES.getLast(),
                        number(2),
                        TODAY.minusDays(2),
                        TODAY.minusDays(29),
                        HASH,
                        scene() == Scene.USUAL);
    }
}
