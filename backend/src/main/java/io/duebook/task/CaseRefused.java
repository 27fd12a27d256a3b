package io.duebook.task;

import io.duebook.platform.Refusal;
import io.duebook.shared.Currency;
import java.util.List;
import java.util.Map;

/** What cannot be done with a case, or about a claim, as things are. */
final class CaseRefused extends Refusal {

    static CaseRefused resolved(String number) {
        return new CaseRefused(
                Kind.CONFLICT,
                "case_resolved",
                Map.of("number", number),
                "Case %s is resolved; open another one.".formatted(number));
    }

    static CaseRefused full(long most) {
        return new CaseRefused(
                Kind.CONFLICT,
                "case_full",
                Map.of("most", most),
                "A case has at most %d messages; resolve it, and go on in another one.".formatted(most));
    }

    static CaseRefused otherCurrency(Currency disputed, Currency credited) {
        return new CaseRefused(
                "credit_note_in_other_currency",
                "/credit_note",
                Map.of("disputed", disputed, "credited", credited),
                "%s is in dispute, and the credit note is one of %s. Name the one that settles the dispute."
                        .formatted(disputed, credited));
    }

    static CaseRefused moreThanOpen(long most) {
        return new CaseRefused(
                "dispute_exceeds_open",
                "/amount",
                Map.of("most", most),
                "Only %d (minor units) of it is open and not in dispute yet.".formatted(most));
    }

    static CaseRefused nothingToDispute(String number) {
        return new CaseRefused(
                Kind.CONFLICT,
                "nothing_to_dispute",
                Map.of("number", number),
                "Nothing of %s is open that is not in dispute already; ask a question about it instead."
                        .formatted(number));
    }

    static CaseRefused needsClaim() {
        return new CaseRefused(
                "dispute_needs_claim",
                "/amount",
                Map.of(),
                "Name the invoice or charge of which the amount is disputed, or leave the amount out.");
    }

    static CaseRefused staffOnly(String pointer) {
        return new CaseRefused("staff_only", pointer, Map.of(), "This is for the tenant's staff to say.");
    }

    static CaseRefused outcomeOfAnother(String pointer) {
        return new CaseRefused(
                "wrong_outcome",
                pointer,
                Map.of(),
                "A dispute is credited, accepted or rejected, a question is answered; who opened a case may withdraw it."
                        + " A credit note goes with credited, and with nothing else.");
    }

    static CaseRefused wantsWords() {
        return new CaseRefused("answer_required", "/message", Map.of(), "Say in message what the customer is told.");
    }

    static CaseRefused notForContacts() {
        return new CaseRefused(
                Kind.FORBIDDEN,
                "staff_only",
                Map.of(),
                "Only the tenant's staff do this; withdraw the case, or write a message.");
    }

    private CaseRefused(String code, String pointer, Map<String, Object> params, String detail) {
        super(Kind.UNPROCESSABLE, code, params, detail, List.of(new FieldError(pointer, code, detail)));
    }

    private CaseRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}
