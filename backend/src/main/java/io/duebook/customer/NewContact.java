package io.duebook.customer;

import io.duebook.shared.CustomerId;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Who is invited to act for a customer.
 *
 * @param language of the invitation and later mails; null: the customer's, or else the tenant's
 */
record NewContact(
        @NotNull CustomerId customer,
        @NotNull @Email @Size(min = 3, max = 254) String email,
        @Nullable @Size(max = 200) String name,

        @Nullable @Pattern(regexp = "en|zh-CN", message = "must be en or zh-CN")
        String language) {}
