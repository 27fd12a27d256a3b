package io.duebook.statement;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Somebody a statement goes to.
 *
 * @param language null: the customer's, or else the tenant's
 */
record Recipient(
        @NotNull @Email @Size(min = 3, max = 254) String email,

        @Nullable @Pattern(regexp = "en|zh-CN", message = "must be en or zh-CN")
        String language) {}
