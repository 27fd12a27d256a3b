package io.duebook.tenant;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;

/** What is said of a new program: a name for people, and what it may do, which is no more than its maker may. */
record NewApiClient(
        @NotBlank @Size(max = 100) String name,
        @NotEmpty @Size(max = 200) Set<@NotNull @Size(max = 60) String> scopes) {}
