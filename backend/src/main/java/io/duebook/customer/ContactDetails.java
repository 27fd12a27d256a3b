package io.duebook.customer;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What may be said anew of a contact. */
record ContactDetails(
        @Nullable @Size(max = 200) String name,

        @NotNull @Pattern(regexp = "en|zh-CN", message = "must be en or zh-CN")
        String language) {}
