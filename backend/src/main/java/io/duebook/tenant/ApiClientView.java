package io.duebook.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.duebook.shared.ApiClientId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program of the tenant as the API shows it.
 *
 * @param clientSecret only in the answer that made it, and for ten minutes where that answer is asked for again
 */
record ApiClientView(
        ApiClientId id,
        String clientId,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) String clientSecret,
        String name,
        List<String> scopes,
        String state,
        Instant createdAt) {

    static ApiClientView of(ApiClient client) {
        return new ApiClientView(
                client.id(),
                client.clientId(),
                null,
                client.name(),
                client.scopes(),
                client.isRevoked() ? "revoked" : "active",
                client.createdAt());
    }

    ApiClientView with(String secret) {
        return new ApiClientView(id, clientId, secret, name, scopes, state, createdAt);
    }
}
