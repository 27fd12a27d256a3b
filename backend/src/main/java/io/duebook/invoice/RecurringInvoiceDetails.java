package io.duebook.invoice;

import io.duebook.invoice.Recurrence.Every;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A recurring invoice as a client asks for it.
 *
 * @param invoice what each day repeats; its issue date is the day's, its due date follows from its terms
 * @param step every how many weeks, months, quarters or years; 1 unless given
 * @param firstOn the first day
 * @param until the last day on which one may come
 * @param times how many come at most
 */
record RecurringInvoiceDetails(
        @Size(min = 1, max = 100) @Nullable String externalId,
        @NotNull @Valid NewInvoice invoice,
        @NotNull Every every,
        @Nullable @Min(1) @Max(100) Integer step,
        @NotNull LocalDate firstOn,
        @Nullable LocalDate until,
        @Nullable @Positive @Max(10_000) Integer times) {

    /** How far back a schedule may begin, in days: what it then brings at once stays a year's. */
    private static final int LONGEST_BACK = 366;

    Recurrence recurrence() {
        return new Recurrence(every, step == null ? 1 : step, firstOn, until);
    }

    /** @throws InvalidRequest with every field that breaks a rule */
    void mustBeSchedule() {
        var errors = new ArrayList<FieldError>();
        mustBeAbsent(errors, "number", invoice.number());
        mustBeAbsent(errors, "external_id", invoice.externalId());
        mustBeAbsent(errors, "issue_date", invoice.issueDate());
        mustBeAbsent(errors, "due_date", invoice.dueDate());
        mustBeAbsent(errors, "instalments", invoice.instalments());
        mustBeAbsent(errors, "delivery_note", invoice.deliveryNote());
        mustBeAbsent(errors, "tax_documents", invoice.taxDocuments());
        mustBeAbsent(errors, "deposits", invoice.deposits());
        if (Boolean.TRUE.equals(invoice.opening())) {
            errors.add(new FieldError(
                    "/invoice/opening", "not_recurring", "Arrears from before the books began do not come again."));
        }
        if (until != null && until.isBefore(firstOn)) {
            errors.add(new FieldError("/until", "out_of_range", "The last day is not before the first one."));
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
    }

    /** @throws InvalidRequest if it would bring more than a year at once */
    void mustBeginNear(LocalDate today) {
        if (firstOn.isBefore(today.minusDays(LONGEST_BACK))) {
            throw new InvalidRequest(
                    "/first_on", "out_of_range", "The first day lies at most " + LONGEST_BACK + " days back.");
        }
    }

    private static void mustBeAbsent(ArrayList<FieldError> errors, String field, @Nullable Object value) {
        if (value != null) {
            errors.add(new FieldError(
                    "/invoice/" + field, "not_recurring", "Each day brings its own; leave it out of the template."));
        }
    }
}
