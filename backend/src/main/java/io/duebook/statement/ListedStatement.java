package io.duebook.statement;

import io.duebook.customer.CustomerName;
import io.duebook.shared.StatementId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A frozen statement in a list.
 *
 * @param replaces the version before it; null of the first
 * @param replacedBy the version after it; null of the last
 * @param asOf the day whose end it shows
 * @param from first day of an activity statement; null in an open-item statement
 * @param hash SHA-256 of what it says, in hexadecimal
 */
record ListedStatement(
        StatementId id,
        String number,
        int version,
        @Nullable StatementId replaces,
        @Nullable StatementId replacedBy,
        CustomerName customer,
        String kind,
        LocalDate asOf,
        @Nullable LocalDate from,
        Instant frozenAt,
        Instant knownAt,
        String hash) {}
