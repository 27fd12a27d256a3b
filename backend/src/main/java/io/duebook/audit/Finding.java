package io.duebook.audit;

import io.duebook.shared.FindingId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found wrong in the books, once.
 *
 * @param pass which question found it
 * @param rule what of it does not hold
 * @param subject what it was found at, as people and programs call it
 * @param foundAt since when it is known
 * @param resolvedAt since when it is well again; null: it is not
 */
record Finding(
        FindingId id,
        String pass,
        String rule,
        String subject,
        @Nullable String expected,
        @Nullable String found,
        Instant foundAt,
        @Nullable Instant resolvedAt) {}
