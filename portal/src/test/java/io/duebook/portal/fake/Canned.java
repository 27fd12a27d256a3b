package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Answer;
import io.duebook.portal.fake.FakeBooks.Scene;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What all canned books are made of: names, amounts and days that look real, or ugly where the scene wants it. */
abstract class Canned {

    private final FakeBooks books;

    Canned(FakeBooks books) {
        this.books = books;
    }

    Scene scene() {
        return books.scene();
    }

    static final String LONG_NAME =
            "Vereinigte Norddeutsche Maschinen- und Anlagenbaugesellschaft für Förder- und Lagertechnik mbH & Co. KG, Niederlassung Süd";

    /** Not the day of the machine that runs the tests. */
    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    static final List<String> NAMES = List.of(
            "Keller & Sons Ltd.",
            LONG_NAME,
            "北京朝阳机电设备有限公司",
            "Ostrava Steel a.s.",
            "Café Müller",
            "Brightwater Health Trust");

    static final int[] OFFSETS = {18, 11, 5, 27, 0, -3, -12, -41, -52, -75, -118};

    static long amount(int at) {
        return 74_952 + at * 31_277L % 390_011;
    }

    int recurringCount() {
        return switch (scene()) {
            case USUAL -> 7;
            case EMPTY -> 0;
            case UGLY -> 10_000;
        };
    }

    /** A page by a cursor that is the position, though nobody may know. */
    static String page(Map<String, String> query, int count, IntFunction<String> row) {
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int to = Math.min(count, from + Integer.parseInt(query.getOrDefault("limit", "50")));
        String rows = IntStream.range(from, to).mapToObj(row).collect(Collectors.joining(","));
        return """
                {"data":[%s],"has_more":%s,"next_cursor":%s}
                """.formatted(rows, to < count, to < count ? "\"" + to + "\"" : "null");
    }

    static Answer ok(String json) {
        return new Answer(200, json);
    }

    static Answer problem(int status, String code, String params) {
        return new Answer(status, """
                {"type":"urn:duebook:problem:%s","title":"t","status":%d,"code":"%s","params":%s,"detail":"In English.",
                 "errors":[],"request_id":"req_7f3","retryable":false}
                """.formatted(code, status, code, params));
    }
}
