package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Scene;
import java.util.List;

/** Bills and cheques at every stage. */
final class FakeBills extends Canned {

    FakeBills(FakeBooks books) {
        super(books);
    }

    static final List<String> BILL_STATES =
            List.of("held", "deposited", "discounted", "dishonoured", "collected", "endorsed", "returned", "cheque");

    static final List<String> BILL_KINDS =
            List.of("bank_acceptance", "commercial_acceptance", "promissory_note", "a_kind_to_come");

    /** In every state, with all that can be told of one. */
    String bill(int at) {
        boolean ugly = scene() == Scene.UGLY;
        String state = BILL_STATES.get(at % BILL_STATES.size());
        boolean isCheque = state.equals("cheque");
        boolean isBack = state.equals("dishonoured") || state.equals("returned");
        return """
                {"id":"bil_%s","payment":"pay_paper","external_id":null,
                 "customer":{"id":"cus_%d","name":"%s","external_id":"1"},"kind":"%s","number":"%s","amount":%d,
                 "currency":"%s","state":"%s","drawer":%s,"acceptor":"%s","issued_on":"%s","received_on":"%s",
                 "matures_on":"%s","days_to_maturity":%d,"transferable":true,"slip":%s,"replaces":%s,"replaced_by":%s,
                 "same_number":[%s],"taken_back_on":%s,"steps":[%s],"as_of":"%s","created_at":"2026-01-01T09:00:00Z"}
                """.formatted(
                        state,
                        at,
                        NAMES.get(at % NAMES.size()),
                        isCheque ? "cheque" : BILL_KINDS.get(at % BILL_KINDS.size()),
                        ugly ? "1302000000012026".repeat(3) + "-" + at : "13020000000" + at,
                        1_100_000 + at,
                        ugly ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        isCheque ? "held" : state,
                        ugly ? "\"" + LONG_NAME + "\"" : "null",
                        ugly ? LONG_NAME : "Bank of the East",
                        TODAY.minusDays(41),
                        TODAY.minusDays(40),
                        isCheque ? TODAY.minusDays(40) : TODAY.plusDays(at % 9 * 10L - 10),
                        isCheque ? -40 : at % 9 * 10 - 10,
                        state.equals("held") ? "null" : "\"D-7\"",
                        at == 6 ? "\"bil_dishonoured\"" : "null",
                        at == 6 ? "\"bil_held\"" : "null",
                        at == 1 ? "\"bil_held\",\"bil_collected\"" : "",
                        isBack ? "\"" + TODAY + "\"" : "null",
                        state.equals("held") || isCheque ? "" : steps(state, ugly),
                        TODAY);
    }

    private static String steps(String state, boolean ugly) {
        String deposited = """
                {"kind":"deposited","on":"%s","slip":"D-7","party":null,"cost":0,"with_recourse":true,"undone_on":%s}
                """.formatted(
                        TODAY.minusDays(20), state.equals("discounted") ? "\"" + TODAY.minusDays(19) + "\"" : "null");
        if (!state.matches("discounted|collected|endorsed")) {
            return deposited;
        }
        return deposited
                + """
                ,{"kind":"%s","on":"%s","slip":null,"party":"%s","cost":%d,"with_recourse":%s,"undone_on":null}
                """.formatted(
                                state,
                                TODAY.minusDays(10),
                                ugly ? LONG_NAME : "Our bank",
                                state.equals("discounted") ? 12_300 : 0,
                                !state.equals("endorsed"));
    }
}
