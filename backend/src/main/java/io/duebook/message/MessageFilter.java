package io.duebook.message;

import io.duebook.shared.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a list shows: the newest first.
 *
 * @param about the public id of what they tell of
 */
record MessageFilter(
        @Nullable CustomerId customer,
        @Nullable DeliveryState state,
        @Nullable String about,
        @Nullable String recipient) {}
