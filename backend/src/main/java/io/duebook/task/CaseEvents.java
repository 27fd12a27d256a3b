package io.duebook.task;

import io.duebook.platform.Event;
import io.duebook.shared.CaseId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import org.jspecify.annotations.Nullable;

/** What the log tells of cases: never what was written, for that may name people. Of a note among staff it tells no customer. */
final class CaseEvents {

    private CaseEvents() {}

    record Told(
            CaseId id,
            CustomerId customer,
            String number,
            String kind,
            String reason,
            @Nullable PublicId invoice,
            @Nullable Currency currency,
            @Nullable Long amount,
            String status,
            @Nullable String outcome,
            @Nullable CreditNoteId creditNote) {}

    static Event of(String what, CaseSummary one, CaseStatus status) {
        return of(what, one, status, one.outcome(), one.creditNote());
    }

    static Event of(
            String what,
            CaseSummary one,
            CaseStatus status,
            @Nullable String outcome,
            @Nullable CreditNoteId creditNote) {
        return Event.of(
                "case." + what,
                one.id(),
                what.equals("noted") ? null : one.customer().id(),
                new Told(
                        one.id(),
                        one.customer().id(),
                        one.number(),
                        one.kind().code(),
                        one.reason().code(),
                        one.invoice(),
                        one.currency(),
                        one.amount(),
                        status.code(),
                        outcome,
                        creditNote));
    }
}
