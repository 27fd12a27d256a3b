package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Scene;
import java.util.List;

/** What is agreed with customers beside invoices: deposits, offers, nettings and transfers. */
final class FakeAgreements extends Canned {

    FakeAgreements(FakeBooks books) {
        super(books);
    }

    static final List<String> OFFER_STATES = List.of("active", "met", "proposed", "expired", "withdrawn", "rejected");

    String offer(int at) {
        String state = OFFER_STATES.get(at % OFFER_STATES.size());
        boolean met = state.equals("met");
        return """
                {"id":"off_%d","customer":{"id":"cus_%d","name":"%s","external_id":"1"},"state":"%s","currency":"%s",
                 "debt":104000,"amount":70000,"paid":%d,"waived":%d,"offered_on":"%s","expires_on":"%s","met_on":%s,
                 "withdrawn_on":%s,"reason":"%s","approval":%s,
                 "items":[{"invoice":"inv_7","number":"INV-10433","claimed":100000,"open":70000,"waived":%d},
                          {"invoice":"chg_fee","number":"FEE-000004","claimed":4000,"open":4000,"waived":%d}],
                 "created_at":"2026-03-01T09:00:00Z"}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        state,
                        scene() == Scene.UGLY ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        met ? 70_000 : 30_000,
                        met ? 34_000 : 0,
                        TODAY.minusDays(at % 300),
                        TODAY.plusDays(14),
                        met ? "\"" + TODAY + "\"" : "null",
                        state.equals("withdrawn") ? "\"" + TODAY + "\"" : "null",
                        scene() == Scene.UGLY ? LONG_NAME : "Better than a lawsuit",
                        at % 3 == 2 ? "\"apr_0\"" : "null",
                        met ? 30_000 : 0,
                        met ? 4_000 : 0);
    }

    static final List<String> DEPOSIT_STATES = List.of("requested", "partly_paid", "paid", "used", "void");

    String deposit(int at) {
        boolean ugly = scene() == Scene.UGLY;
        String state = DEPOSIT_STATES.get(at % DEPOSIT_STATES.size());
        long received = List.of(0, 200_000, 595_000, 595_000, 0).get(at % DEPOSIT_STATES.size());
        long used = state.equals("used") ? received : 0;
        return """
                {"id":"dep_%s","number":"%s","external_id":null,
                 "customer":{"id":"cus_%d","name":"%s","external_id":"1"},"state":"%s","currency":"%s","net":500000,
                 "tax":95000,"total":595000,"received":%d,"held":%d,"used":%d,"issue_date":"%s","due_date":"%s",
                 "reference":"%s","lines":[{"description":"%s","quantity":"1.000000","unit_amount":500000,
                 "tax_rate":"19.000000","net":500000}],"taxes":[{"rate":"19","net":500000,"tax":95000}],
                 "payments":[%s],"invoices":[%s],"void_on":%s,"version":1,"created_at":"2026-01-01T09:00:00Z"}
                """.formatted(
                        state,
                        ugly ? "DEP-2026-" + "0".repeat(40) + at : "DEP-00000" + at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        state,
                        ugly ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        received,
                        received - used,
                        used,
                        TODAY.minusDays(20),
                        TODAY.plusDays(at == 0 ? -3 : 10),
                        ugly ? LONG_NAME : "Offer 2026-17",
                        ugly ? LONG_NAME + " " + LONG_NAME : "A quarter of the plant",
                        received == 0
                                ? ""
                                : """
                                {"payment":"%s","amount":%d,"unapplied":%d,"used":%d,"received_on":"%s"}""".formatted(
                                                state.equals("partly_paid") ? "pay_1" : "pay_7",
                                                received,
                                                received - used,
                                                used,
                                                TODAY.minusDays(12)),
                        used == 0
                                ? ""
                                : "{\"invoice\":\"inv_7\",\"number\":\"INV-10433\"},{\"invoice\":\"inv_8\",\"number\":null}",
                        state.equals("void") ? "\"" + TODAY + "\"" : "null");
    }

    String netting(int at) {
        return """
                {"id":"net_%d","external_id":null,"customer":{"id":"cus_%d","name":"%s","external_id":"1"},
                 "currency":"%s","amount":1200000,"netted_on":"%s","reason":"%s","reversed_on":%s,
                 "items":[{"invoice":"inv_7","number":"INV-10433","amount":1000000,"reversed":%s},
                          {"invoice":"inv_8","number":"INV-10426","amount":200000,"reversed":%s}],
                 "created_at":"2026-03-01T09:00:00Z"}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        scene() == Scene.UGLY ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        TODAY.minusDays(at % 300),
                        scene() == Scene.UGLY ? LONG_NAME : "Their invoice 4711, transport",
                        at % 4 == 3 ? "\"" + TODAY + "\"" : "null",
                        at % 4 == 3,
                        at % 4 == 3);
    }

    /** In turn: a debt, credit that passed with a payment, credit of which a part went back, a debt that went back. */
    String transfer(int at) {
        boolean ugly = scene() == Scene.UGLY;
        boolean isDebt = at % 4 == 0 || at % 4 == 3;
        boolean isGone = at % 4 == 3;
        boolean isPart = at % 4 == 2;
        return """
                {"id":"trf_%d","kind":"%s","external_id":null,"from":{"id":"cus_%d","name":"%s","external_id":"1"},
                 "to":{"id":"cus_%d","name":"%s","external_id":"2"},"invoice":%s,"number":%s,"payment":%s,
                 "credit_note":null,"charge":null,"currency":"%s","amount":120000,"standing":%d,"left":%d,
                 "transferred_on":"%s","with_payment":%s,"reason":%s,"reversed_on":%s,
                 "created_at":"2026-03-01T09:00:00Z"}
                """.formatted(
                        at,
                        isDebt ? "debt" : "credit",
                        at,
                        NAMES.get(at % NAMES.size()),
                        at + 1,
                        NAMES.get((at + 1) % NAMES.size()),
                        isDebt ? "\"inv_7\"" : "null",
                        isDebt ? "\"INV-10433\"" : "null",
                        isDebt ? "null" : "\"pay_1\"",
                        ugly ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        isGone ? 0 : isPart ? 70_000 : 120_000,
                        isGone ? 0 : isPart ? 30_000 : 120_000,
                        TODAY.minusDays(at % 300),
                        at % 4 == 1,
                        at % 4 == 1 ? "null" : ugly ? "\"" + LONG_NAME + "\"" : "\"Agreed by all three\"",
                        isGone ? "\"" + TODAY + "\"" : "null");
    }
}
