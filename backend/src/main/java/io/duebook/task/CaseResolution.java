package io.duebook.task;

import io.duebook.shared.CreditNoteId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * How a case ends.
 *
 * @param creditNote which gives the customer right; with the outcome credited, and with no other
 * @param message what the customer is told; required with the outcome rejected or answered
 */
record CaseResolution(
        @NotNull CaseOutcome outcome,
        @Nullable CreditNoteId creditNote,

        @Nullable @Size(min = 1, max = 5000) String message) {}
