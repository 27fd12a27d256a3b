package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Scene;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Invoices, also those that come again, and what is credited and charged besides. */
final class FakeInvoices extends Canned {

    FakeInvoices(FakeBooks books) {
        super(books);
    }

    int invoiceCount() {
        return switch (scene()) {
            case USUAL -> 64;
            case EMPTY -> 0;
            case UGLY -> 10_000;
        };
    }

    String summary(int at) {
        String[] states = {"open", "open", "paid", "open", "draft", "void"};
        String state = states[at % states.length];
        int offset = OFFSETS[at % OFFSETS.length];
        long open = state.equals("open") ? amount(at) : 0;
        String currency = scene() == Scene.UGLY ? List.of("EUR", "JPY", "KWD").get(at % 3) : "EUR";
        return """
                {"id":"inv_%d","number":%s,"external_id":null,"customer":{"id":"cus_%d","name":"%s","external_id":"1"},
                 "state":"%s","flags":[%s],"closed_by":[%s],"issue_date":"%s","due_date":"%s","currency":"%s","total":%d,"open":%d,
                 "days_past_due":%s,"reference":null,"version":1,"created_at":"2026-11-01T09:00:00Z"}
                """.formatted(
                        at,
                        state.equals("draft") ? "null" : "\"INV-" + (10_482 - at) + "\"",
                        at,
                        NAMES.get(at % NAMES.size()),
                        state,
                        at == 1 ? "\"payment_processing\"" : "",
                        !state.equals("paid") ? "" : at % 4 == 0 ? "\"credited\"" : "\"paid\"",
                        TODAY.plusDays(offset - 30L),
                        TODAY.plusDays(offset),
                        currency,
                        amount(at),
                        open,
                        state.equals("open") ? String.valueOf(-offset) : "null");
    }

    /** Of an invoice in parts two due dates, of an ugly one twelve. */
    String instalments(String path) {
        if (!path.endsWith("parts")) {
            return "";
        }
        int count = scene() == Scene.UGLY ? 12 : 2;
        return IntStream.range(0, count)
                .mapToObj(at -> "{\"due_on\":\"%s\",\"amount\":%d,\"open\":%d,\"retention\":%s}"
                        .formatted(
                                TODAY.plusDays(30L * at - 41),
                                141_100 / count,
                                at == 0 ? 0 : at == 1 ? 43_350 : 141_100 / count,
                                at == count - 1))
                .collect(Collectors.joining(","));
    }

    String references() {
        if (scene() == Scene.EMPTY) {
            return """
                    "purchase_order":null,"delivery_note":null,"contract":null,"salesperson":null,"tax_state":"none",
                    "tax_documents":[],"possible_duplicates":[],""";
        }
        boolean ugly = scene() == Scene.UGLY;
        return """
                "purchase_order":"%s","delivery_note":"DN-2026-17","contract":"%s","salesperson":"J. Okafor",
                "tax_state":"requested","tax_documents":[
                 {"kind":"digital_fapiao","number":"26317000000000000017","state":"issued","issued_on":"%s"},
                 {"kind":"other","number":null,"state":"requested","issued_on":null}],
                "possible_duplicates":[%s],""".formatted(
                        ugly ? "4500".repeat(25) : "4500001234",
                        ugly ? LONG_NAME.substring(0, 100) : "RV-2026-04",
                        TODAY.minusDays(60),
                        ugly ? "{\"id\":\"inv_8\",\"number\":\"INV-10426\"},{\"id\":\"inv_9\",\"number\":null}" : "");
    }

    static final List<String> RHYTHMS = List.of("month", "week", "quarter", "year");

    /** In turn: under way, paused, stopped by what stood in the way, ended. */
    String recurring(int at) {
        boolean ugly = scene() == Scene.UGLY;
        int kind = at % 4;
        return """
                {"id":"rec_%d","external_id":null,"customer":{"id":"cus_%d","name":"%s","external_id":"1"},"state":"%s",
                 "currency":"%s","amount":142800,"every":"%s","step":%d,"first_on":"%s","until":%s,"times":%s,"made":%d,
                 "next_on":%s,"trouble":%s,"latest":[%s],
                 "invoice":{"customer":"cus_0","currency":"EUR","terms":%s,"reference":"Rent {month}",
                  "purchase_order":"4500001234","contract":null,"salesperson":null,"issue":true,
                  "lines":[{"description":"%s","quantity":"1","unit_amount":120000,"tax_rate":"19"}]},
                 "version":3,"created_at":"2026-01-01T09:00:00Z","updated_at":"2026-02-01T09:00:00Z"}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        List.of("active", "paused", "paused", "ended").get(kind),
                        ugly ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        RHYTHMS.get(at % RHYTHMS.size()),
                        at % 3 == 2 ? 2 : 1,
                        TODAY.minusMonths(14).withDayOfMonth(31 % 28),
                        kind == 1 ? "\"" + TODAY.plusYears(1) + "\"" : "null",
                        kind == 3 ? "14" : "null",
                        at == 1 && !ugly ? 0 : 14,
                        kind == 3 ? "null" : "\"" + TODAY.withDayOfMonth(3) + "\"",
                        kind == 2 ? "\"number_taken\"" : "null",
                        at == 1
                                ? ""
                                : IntStream.range(0, 12)
                                        .mapToObj(made -> "{\"on\":\"%s\",\"id\":\"inv_%d\",\"number\":%s}"
                                                .formatted(
                                                        TODAY.withDayOfMonth(3).minusMonths(made + 1L),
                                                        made,
                                                        made == 1 ? "null" : "\"INV-10" + (482 - made) + "\""))
                                        .collect(Collectors.joining(",")),
                        ugly ? "{\"eom\":15,\"discount_percent\":\"2.5\",\"discount_days\":10}" : "\"net_14\"",
                        ugly ? LONG_NAME + " {from} – {to}" : "Rent of the hall, {month}");
    }

    String invoice(String state, String path) {
        boolean ugly = scene() == Scene.UGLY;
        boolean off = state.equals("written_off");
        return """
                {"id":"inv_7","number":%s,"external_id":"SO-7","customer":{"id":"cus_0","name":"%s","external_id":"1"},
                 "state":"%s","flags":["overdue","partly_paid","partly_credited"],"closed_by":[],"issue_date":"%s","due_date":"%s","currency":"%s",
                 "net":120000,"tax":21100,"total":141100,"open":%d,"disputed":5000,
                 "settled":{"paid":84660,"credited":13090,"discounted":0,"written_off":%d,"waived":%d,"recovered":%d,
                  "rounded":3,"deducted":600,"netted":12000,"transferred":5000},%s "instalments":[%s],
                 "days_past_due":%s,"terms":"net_30","discount":{"percent":"2.000000","days":10,"until":"2026-01-02","amount":2822,"taken":1200,
                 "obtainable":0},"reference":"PO 4711","metadata":{},"opening":false,
                 "lines":[{"line":1,"description":"%s","quantity":"10.000000","unit_amount":11000,"tax_rate":"19.000000",
                           "net":110000,"credited":11000},
                          {"line":2,"description":"Delivery","quantity":"2.5","unit_amount":4000,"tax_rate":"2","net":10000,
                           "credited":0}],
                 "taxes":[{"rate":"19","net":110000,"tax":20900,"credited":13090},
                          {"rate":"2","net":10000,"tax":200,"credited":0}],
                 "allocations":[{"id":"alc_1","payment":"pay_1","amount":84660,"discount":1200,"allocated_on":"%s","reversed":false},
                                {"id":"alc_2","payment":null,"credit_note":"crn_1","number":"CN-000031","amount":13090,
                                 "allocated_on":"%s","reversed":false},
                                {"id":"alc_3","payment":null,"transfer":"trf_1","amount":1000,"allocated_on":"%s","reversed":false},
                                {"id":"alc_0","payment":"pay_0","amount":1000,"allocated_on":"%s","reversed":true}],
                 "transfers":[{"id":"trf_0","to":{"id":"cus_9","name":"Keller Holding plc","external_id":null},"amount":5000,
                               "transferred_on":"2026-02-01","reversed_on":null}],
                 "deposits":[%s],"version":2,"created_at":"2026-11-01T09:00:00Z"}
                """.formatted(
                        state.equals("draft") ? "null" : "\"INV-10433\"",
                        ugly ? LONG_NAME : "Keller & Sons Ltd.",
                        state,
                        TODAY.minusDays(71),
                        TODAY.minusDays(41),
                        ugly ? "KWD" : "EUR",
                        off ? 0 : 43_350,
                        off ? 23_350 : 0,
                        off ? 10_000 : 0,
                        off ? 10_000 : 0,
                        references(),
                        instalments(path),
                        off ? "null" : "41",
                        ugly ? LONG_NAME + " " + LONG_NAME : "Conveyor belt 400 mm, food grade",
                        TODAY.minusDays(12),
                        TODAY.minusDays(9),
                        TODAY.minusDays(10),
                        TODAY.minusDays(14),
                        path.endsWith("parts")
                                ? "{\"id\":\"dep_used\",\"number\":\"DEP-000002\"},{\"id\":\"dep_paid\",\"number\":\"DEP-000003\"}"
                                : "");
    }

    String creditNote(String state) {
        boolean ugly = scene() == Scene.UGLY;
        return """
                {"id":"crn_1","number":"%s","customer":{"id":"cus_0","name":"%s","external_id":"1"},"state":"%s",
                 "issue_date":"%s","currency":"%s","net":31000,"tax":2690,"total":33690,"unapplied":%d,
                 "lines":[{"invoice":"inv_7","number":"INV-10433","invoice_line":1,"description":"%s",
                           "quantity":"1.000000","unit_amount":11000,"tax_rate":"19.000000","net":11000},
                          {"invoice":null,"number":null,"invoice_line":null,"description":"Goodwill","quantity":"1",
                           "unit_amount":20000,"tax_rate":"3","net":20000}],
                 "taxes":[{"rate":"3","net":20000,"tax":600},{"rate":"19","net":11000,"tax":2090}],
                 "claims":[{"invoice":"inv_7","number":"INV-10433","net":11000,"tax":2090,"amount":13090}],
                 "allocations":[%s],"reason":"%s","reference":null,"metadata":{},"version":1,
                 "created_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        ugly ? "CN-2026-" + "0".repeat(50) + "31" : "CN-000031",
                        ugly ? LONG_NAME : "Keller & Sons Ltd.",
                        state,
                        TODAY.minusDays(9),
                        ugly ? "KWD" : "EUR",
                        state.equals("void") ? 0 : ugly ? 33_690 : 20_600,
                        ugly ? LONG_NAME + " " + LONG_NAME : "Conveyor belt 400 mm, food grade: one came back",
                        ugly ? "" : """
                                {"id":"alc_2","invoice":"inv_7","number":"INV-10433","amount":13090,"currency":"EUR","allocated_on":"%s",
                                 "reversed":false}""".formatted(TODAY.minusDays(9)),
                        ugly ? LONG_NAME : "One metre came back damaged");
    }

    static final List<String> CHARGES = List.of("fee", "interest", "credit", "off");

    /** @param kind fee, interest, or credit */
    String charge(String kind) {
        boolean ugly = scene() == Scene.UGLY;
        boolean isFee = kind.equals("fee");
        boolean isCredit = kind.equals("credit");
        boolean off = kind.equals("off");
        String currency = ugly ? "KWD" : "EUR";
        return """
                {"id":"chg_%s","number":"%s","external_id":null,
                 "customer":{"id":"cus_0","name":"%s","external_id":"1"},"kind":"%s","state":"%s","flags":[%s],
                 "invoice":"inv_7","invoice_number":"INV-10433","currency":"%s","amount":11166,"open":%d,
                 "written_off":%d,"waived":%d,"unapplied":%s,"issue_date":"%s","due_date":"%s","days_past_due":%s,"interest":%s,"metadata":{},
                 "version":1,"created_at":"2026-11-10T09:00:00Z","updated_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        kind,
                        isFee ? "FEE-000004" : "INT-000007",
                        ugly ? LONG_NAME : "Keller & Sons Ltd.",
                        isFee ? "collection_cost" : isCredit ? "interest_credit" : "interest",
                        isCredit ? "issued" : off ? "written_off" : "open",
                        isCredit || off ? "" : "\"overdue\"",
                        currency,
                        isCredit || off ? 0 : 11_166,
                        off ? 8_166 : 0,
                        off ? 3_000 : 0,
                        isCredit ? "2500" : "null",
                        TODAY.minusDays(20),
                        TODAY.minusDays(6),
                        isCredit || off ? "null" : "6",
                        isFee ? "null" : counted(ugly));
    }

    private static String counted(boolean ugly) {
        String more = IntStream.range(0, ugly ? 40 : 0)
                .mapToObj(at ->
                        ",{\"from\":\"%s\",\"to\":\"%s\",\"days\":3,\"principal\":987654321012,\"percent\":\"11.270001\"}"
                                .formatted(TODAY.minusDays(20 - at), TODAY.minusDays(18 - at)))
                .collect(Collectors.joining());
        return """
                {"through":"%s","total":11166,"claimed_before":0,"periods":[
                 {"from":"2024-12-16","to":"2024-12-31","days":16,"principal":1000000,"percent":"12.37"},
                 {"from":"2025-01-01","to":"2025-01-31","days":31,"principal":600000,"percent":"11.27"}%s]}
                """.formatted(TODAY.minusDays(20), more);
    }

    String preview() {
        if (scene() == Scene.EMPTY) {
            return "{\"through\":\"%s\",\"data\":[],\"credits\":[]}".formatted(TODAY);
        }
        String row = """
                {"invoice":"inv_%d","invoice_number":"INV-10%d","invoice_due_date":"2024-12-15","currency":"EUR",
                 "amount":11166,"interest":%s}
                """;
        return "{\"through\":\"%s\",\"data\":[%s,%s],\"credits\":[%s]}"
                .formatted(
                        TODAY,
                        row.formatted(7, 433, counted(false)),
                        row.formatted(8, 426, counted(false)),
                        row.formatted(9, 420, counted(false)));
    }
}
