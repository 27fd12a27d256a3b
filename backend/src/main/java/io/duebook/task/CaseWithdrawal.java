package io.duebook.task;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** @param message the last word, if there is one */
record CaseWithdrawal(@Nullable @Size(min = 1, max = 5000) String message) {}
