package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Scene;
import java.util.List;

/** Money that came, what was withheld of it, and what went back. */
final class FakePayments extends Canned {

    private final FakeBooks books;

    FakePayments(FakeBooks books) {
        super(books);
        this.books = books;
    }

    private String checkoutState() {
        return books.checkoutState();
    }

    int paymentCount() {
        return scene() == Scene.EMPTY ? 0 : 41;
    }

    String deduction(int at) {
        return """
                {"id":"ded_%d","customer":{"id":"cus_%d","name":"%s","external_id":"1"},"payment":"pay_1",
                 "allocation":"alc_%d","invoice":"inv_7","number":"INV-10433","reason":"%s","amount":%d,"currency":"%s",
                 "deducted_on":"%s","reversed_on":%s}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        at + 1,
                        List.of("freight", "damage", "a_reason_of_their_own").get(at % 3),
                        600 + at,
                        scene() == Scene.UGLY ? "KWD" : "EUR",
                        TODAY.minusDays(at % 300),
                        at % 4 == 3 ? "\"" + TODAY + "\"" : "null");
    }

    String payment(int at) {
        return """
                {"id":"pay_%d","external_id":null,"customer":{"id":"cus_%d","name":"%s","external_id":"1"},"payer":"Keller Holding plc",
                 "paid_by":{"id":"cus_9","name":"Keller Holding plc","external_id":null},
                 "amount":{"amount":%d,"currency":"%s"},"received_on":"%s","method":"%s","account":"%s",
                 "reference":%s,"bill":%s,"state":"%s","unapplied":%d,"passed_on":%d,
                 "allocations":[{"id":"alc_1","invoice":"inv_7","number":"INV-10433","amount":84660,"currency":"EUR",
                  "discount":1200,"rounding":3,"deduction":600,"allocated_on":"%s",
                  "reversed":%s},{"id":"alc_0","customer":{"id":"cus_9","name":"Ostrava Steel a.s.","external_id":null},"invoice":"inv_8",
                  "number":"INV-10426","amount":1000,"currency":"EUR","rounding":-4,
                  "allocated_on":"%s","reversed":true}],"reversals":[%s],
                 "refunded":12000,"refunds":[%s],
                 "waiting":[{"approval":"apr_2","allocation":"alc_1","invoice":"inv_7","number":"INV-10433","amount":43350,
                  "currency":"EUR"}],"created_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        amount(at) + 84_660,
                        scene() == Scene.UGLY ? "JPY" : "EUR",
                        TODAY.minusDays(at * 3L),
                        List.of("bank_transfer", "card", "cheque").get(at % 3),
                        at % 3 == 1 ? "processor" : "bank",
                        at % 2 == 0 ? "\"Remittance " + at + "\"" : "\"INV-10480, INV-10479 less a part\"",
                        at % 3 == 2
                                ? "{\"id\":\"bil_held\",\"kind\":\"cheque\",\"number\":\"1002\",\"matures_on\":\"2026-04-15\"}"
                                : "null",
                        at == 4 ? "reversed" : "received",
                        at % 3 == 1 && at != 4 ? 12_345 : 0,
                        at % 3 == 0 ? amount(at) : 0,
                        TODAY.minusDays(12),
                        at == 4,
                        TODAY.minusDays(12),
                        at == 4 ? reversals() : "",
                        at == 1 ? refund(0) + "," + refund(1) : "");
    }

    String unidentified(int at, String state) {
        return """
                {"id":"unr_%d","external_id":null,"state":"%s","amount":%d,"currency":"%s","received_on":"%s",
                 "method":"bank_transfer","payer":%s,"reference":"INV-10480, INV-10479 less a part","payment":null,
                 "returned_on":%s,"age_days":%d,"as_of":"%s","created_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        at,
                        state,
                        amount(at),
                        scene() == Scene.UGLY ? "KWD" : "EUR",
                        TODAY.minusDays(30 - at),
                        at % 3 == 2 ? "null" : "\"" + NAMES.get(at % NAMES.size()) + "\"",
                        state.equals("returned") ? "\"" + TODAY + "\"" : "null",
                        30 - at,
                        TODAY);
    }

    /** One that went, one that is being checked, one that came back. */
    String refund(int at) {
        boolean failed = at == 2;
        return """
                {"id":"ref_%d","external_id":null,"customer":{"id":"cus_0","name":"%s","external_id":"1"},"payment":"pay_1",
                 "credit_note":null,"charge":null,"number":null,"amount":12000,"currency":"%s","state":"%s",
                 "refunded_on":"%s","method":"%s","failure":%s,"failed_on":%s,"created_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        at,
                        NAMES.get(0),
                        scene() == Scene.UGLY ? "JPY" : "EUR",
                        List.of("succeeded", "unknown", "failed").get(at),
                        TODAY.minusDays(2),
                        at == 0 ? "bank_transfer" : "processor",
                        failed ? "{\"code\":\"expired_or_canceled_card\",\"message\":\"In English.\"}" : "null",
                        failed ? "\"" + TODAY + "\"" : "null");
    }

    /** Taken back, given again, taken back for good. */
    private static String reversals() {
        return """
                {"kind":"return","amount":90000,"reversed_on":"%s","customer_fee":null,"reclaimed":null,"reinstated_on":"%s"},
                {"kind":"chargeback","amount":90000,"reversed_on":"%s","customer_fee":"chg_fee","reclaimed":"chg_fee",
                 "reinstated_on":null}
                """.formatted(TODAY.minusDays(10), TODAY.minusDays(8), TODAY.minusDays(4));
    }

    String checkout() {
        boolean paid = checkoutState().equals("paid");
        boolean declined = checkoutState().equals("declined");
        return """
                {"id":"chk_1","customer":"cus_0","state":"%s","url":%s,"amount":{"amount":154321,"currency":"%s"},
                 "charge":{"amount":%d,"currency":"%s"},
                 "allocation":[{"invoice":"inv_7","number":"INV-10433","amount":100000},
                               {"invoice":"inv_8","number":"INV-10426","amount":54321}],
                 "failure":%s,"payment":%s,"expires_at":"2026-11-22T12:00:00Z"}
                """.formatted(
                        declined ? "open" : checkoutState(),
                        checkoutState().equals("open") || declined ? "\"http://127.0.0.1:9/pay\"" : "null",
                        scene() == Scene.UGLY ? "KWD" : "EUR",
                        scene() == Scene.UGLY ? 154_320 : 154_321,
                        scene() == Scene.UGLY ? "KWD" : "EUR",
                        declined || checkoutState().equals("failed")
                                ? "{\"code\":\"insufficient_funds\",\"message\":\"Your card has insufficient funds.\"}"
                                : "null",
                        paid ? "\"pay_1\"" : "null");
    }
}
