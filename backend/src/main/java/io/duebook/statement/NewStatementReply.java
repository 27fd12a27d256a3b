package io.duebook.statement;

import io.duebook.shared.StatementId;
import io.duebook.task.CaseReason;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer says to a statement: the rest of it is agreed.
 *
 * @param contested what is not; empty: all of it is agreed
 */
record NewStatementReply(
        @NotNull StatementId statement,

        @NotNull @Size(max = 100) List<@Valid @NotNull Objection> contested) {

    /**
     * To one claim on it.
     *
     * @param item the claim
     * @param amount of it, in minor units; all that is open and not in dispute, unless given
     */
    record Objection(
            @NotNull String item,
            @NotNull CaseReason reason,
            @Nullable @Positive Long amount,

            @NotNull @Size(min = 1, max = 5000) String message) {}
}
