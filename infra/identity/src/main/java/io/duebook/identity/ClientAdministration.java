package io.duebook.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API clients of tenants. The backend makes id and secret; only the secret's hash stays here. */
@RestController
class ClientAdministration {

    // What only Duebook's own clients may hold.
    private static final Set<String> RESERVED = Set.of("identity", "tenants", "sandbox");

    private final Tenants tenants;
    private final Clients clients;
    private final Authorizations authorizations;

    ClientAdministration(Tenants tenants, Clients clients, Authorizations authorizations) {
        this.tenants = tenants;
        this.clients = clients;
        this.authorizations = authorizations;
    }

    record Request(
            @NotBlank @Size(max = 200) String name,
            @NotNull @Size(min = 16, max = 128) String secret,
            @NotEmpty Set<@NotNull @Pattern(regexp = "[a-z][a-z_]{0,40}:(read|write)") String> scopes) {}

    record Answer(String clientId, String tenantId, String name, Set<String> scopes) {}

    @PutMapping("/admin/tenants/{tenantId}/clients/{clientId}")
    Answer put(
            @PathVariable String tenantId,
            @PathVariable @Pattern(regexp = Ids.FORM) String clientId,
            @Valid @RequestBody Request request) {
        tenants.get(tenantId);
        refuseReserved(request.scopes());
        clients.putProgram(tenantId, clientId, request.name(), request.secret(), request.scopes());
        return new Answer(clientId, tenantId, request.name(), request.scopes());
    }

    private static void refuseReserved(Set<String> scopes) {
        for (String scope : scopes) {
            if (RESERVED.contains(scope.substring(0, scope.indexOf(':')))) {
                throw Refusal.invalid("scope_reserved", "The scope " + scope + " is not for clients of tenants.");
            }
        }
    }

    @DeleteMapping("/admin/tenants/{tenantId}/clients/{clientId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String tenantId, @PathVariable String clientId) {
        clients.revoke(tenantId, clientId);
        authorizations.endOfClient(clientId);
    }
}
