package io.duebook.task;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is added to a thread.
 *
 * @param internal whether only staff read it; not, unless given
 * @param waits whether it is the customer's turn now; not, unless given
 */
record NewMessage(
        @NotNull @Size(min = 1, max = 5000) String message,

        @Nullable Boolean internal,
        @Nullable Boolean waits) {

    boolean isInternal() {
        return Boolean.TRUE.equals(internal);
    }

    boolean isWaiting() {
        return Boolean.TRUE.equals(waits);
    }
}
