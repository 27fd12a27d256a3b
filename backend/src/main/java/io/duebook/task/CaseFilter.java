package io.duebook.task;

import io.duebook.shared.CustomerId;
import io.duebook.shared.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Which cases a list shows: the newest first.
 *
 * @param unresolved only those that still want something of somebody; all, unless true
 */
record CaseFilter(
        @Nullable CustomerId customer,
        @Nullable MemberId owner,
        @Nullable CaseStatus status,
        @Nullable CaseKind kind,
        @Nullable Boolean unresolved) {}
