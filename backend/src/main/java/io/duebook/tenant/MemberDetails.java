package io.duebook.tenant;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be said anew of a member. */
record MemberDetails(
        @Nullable @Size(max = 200) String name,

        @NotNull @Pattern(regexp = "en|zh-CN", message = "must be en or zh-CN")
        String language,

        @NotEmpty Set<@NotNull Role> roles) {

    boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    /** In the order of the enum, whatever the order they were given in. */
    Set<Role> rolesInOrder() {
        return EnumSet.copyOf(roles);
    }
}
