package io.duebook.customer;

import io.duebook.shared.CustomerId;
import org.jspecify.annotations.Nullable;

/** A customer as others name it. */
public record CustomerName(
        CustomerId id, String name, @Nullable String externalId) {}
