package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Answer;
import io.duebook.portal.fake.FakeBooks.Scene;
import java.util.List;
import java.util.Map;

/** Rates between currencies, and what they gained and lost. */
final class FakeRates extends Canned {

    FakeRates(FakeBooks books) {
        super(books);
    }

    String rate(int at) {
        return """
                {"id":"exr_%d","base":"EUR","quote":"%s","rate":"%s","on":"%s","replaced":%s,
                 "recorded_at":"2026-03-01T09:12:00Z"}
                """.formatted(
                        at,
                        List.of("USD", "CNY", "JPY", "KWD").get(at % 4),
                        scene() == Scene.UGLY
                                ? List.of("123456789012.654321", "0.000001").get(at % 2)
                                : List.of("1.0842", "7.81", "163.25", "0.3307").get(at % 4),
                        TODAY.minusDays(at / 4),
                        at == 4);
    }

    /** Known but in empty books: 1 EUR = 1.08 USD, and the like. */
    Answer effective(Map<String, String> query) {
        if (scene() == Scene.EMPTY) {
            return problem(422, "currency_mismatch", "{}");
        }
        String base = query.getOrDefault("base", "");
        String quote = query.getOrDefault("quote", "");
        boolean asSaid = base.equals("EUR");
        return ok("""
                {"base":"%s","quote":"%s","on":"%s","rate":"%s",
                 "steps":[{"base":"EUR","quote":"%s","rate":"1.08","on":"%s"}]}
                """.formatted(
                base, quote, query.get("on"), asSaid ? "1.08" : "0.925926", asSaid ? quote : base, TODAY.minusDays(3)));
    }

    String differences(Map<String, String> query) {
        boolean ugly = scene() == Scene.UGLY;
        String page = page(query, scene() == Scene.EMPTY ? 0 : ugly ? 10_000 : 5, at -> """
                {"entry":"ent_%d","on":"%s","customer":"cus_%d","customer_name":"%s","allocation":"alc_%d",
                 "payment":%s,"credit_note":%s,"charge":null,"invoice":"inv_%d","number":"INV-%d","amount":%d,
                 "currency":"%s","money_base":%d,"claim_base":%d,"difference":%d,"base_currency":"EUR"}
                """.formatted(
                        at,
                        TODAY.minusDays(9 - at % 9),
                        at,
                        NAMES.get(at % NAMES.size()),
                        at,
                        at % 4 == 3 ? "null" : "\"pay_" + at + "\"",
                        at % 4 == 3 ? "\"crn_1\"" : "null",
                        at,
                        10_482 - at,
                        ugly ? 987_654_321_012L : 54_000,
                        ugly ? "KWD" : "USD",
                        ugly ? 912_345_678_901_234L : at % 2 == 0 ? 45_000 : 51_200,
                        ugly ? 2 : 50_000,
                        ugly ? 912_345_678_901_232L : at % 2 == 0 ? -5_000 : 1_200));
        String sums =
                "\"from\":\"%s\",\"to\":\"%s\",\"base_currency\":\"EUR\",\"gains\":%d,\"losses\":%d,\"difference\":%d,"
                        .formatted(
                                query.get("from"),
                                query.get("to"),
                                scene() == Scene.EMPTY ? 0 : ugly ? 912_345_678_901_232L : 2_400,
                                scene() == Scene.EMPTY || ugly ? 0 : 15_000,
                                scene() == Scene.EMPTY ? 0 : ugly ? 912_345_678_901_232L : -12_600);
        return "{" + sums + page.strip().substring(1);
    }

    String baseAmounts() {
        return """
                {"base_currency":"EUR","data":[
                 {"document":"inv_7","currency":"USD","left":43350,"began":130000,"carried":40139},
                 {"document":"pay_1","currency":"JPY","left":12345,"began":90000,"carried":11900}],
                 "has_more":false,"next_cursor":null}
                """;
    }
}
