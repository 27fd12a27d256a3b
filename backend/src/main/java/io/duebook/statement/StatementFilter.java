package io.duebook.statement;

import io.duebook.shared.CustomerId;
import org.jspecify.annotations.Nullable;

/** Which frozen statements a list shows: the newest first. */
record StatementFilter(
        @Nullable CustomerId customer,
        @Nullable StatementKind kind,
        @Nullable String number) {}
