package io.duebook.statement;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What whoever holds a statement learns of it, and nothing else: neither the customer nor any amount.
 *
 * @param tenant the name of whose statement it is
 * @param asOf the day whose end it shows
 * @param from first day of an activity statement; null in an open-item statement
 * @param hash SHA-256 of what it says, in hexadecimal
 * @param latest whether no later version replaces it
 */
record Verification(
        String tenant,
        String number,
        int version,
        String kind,
        LocalDate asOf,
        @Nullable LocalDate from,
        Instant frozenAt,
        String hash,
        boolean latest) {}
