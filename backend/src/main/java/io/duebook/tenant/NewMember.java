package io.duebook.tenant;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is invited to the tenant's staff.
 *
 * @param language of the invitation and later mails; null: the tenant's
 */
record NewMember(
        @NotNull @Email @Size(min = 3, max = 254) String email,
        @Nullable @Size(max = 200) String name,
        @NotEmpty Set<@NotNull Role> roles,

        @Nullable @Pattern(regexp = "en|zh-CN", message = "must be en or zh-CN")
        String language) {}
