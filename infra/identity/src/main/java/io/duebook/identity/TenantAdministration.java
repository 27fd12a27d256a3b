package io.duebook.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tenants, as the backend provisions them. */
@RestController
class TenantAdministration {

    private final Tenants tenants;

    TenantAdministration(Tenants tenants) {
        this.tenants = tenants;
    }

    record Request(
            @NotNull @Pattern(regexp = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
            String slug,

            @NotBlank @Size(max = 200) String name,

            @NotNull @Pattern(regexp = "[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
            String locale) {}

    record Answer(String tenantId, String slug, String name, String locale) {}

    @PutMapping("/admin/tenants/{tenantId}")
    Answer put(@PathVariable @Pattern(regexp = Ids.FORM) String tenantId, @Valid @RequestBody Request request) {
        tenants.put(new Tenants.Tenant(tenantId, request.slug(), request.name(), request.locale()));
        return new Answer(tenantId, request.slug(), request.name(), request.locale());
    }
}
