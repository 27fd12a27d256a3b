package io.duebook.tenant;

import io.duebook.shared.ApiClientId;
import java.time.Instant;
import java.util.List;

/**
 * A program of the tenant that calls the API.
 *
 * @param clientId by which it signs in at identity
 */
record ApiClient(
        ApiClientId id, String clientId, String name, List<String> scopes, boolean isRevoked, Instant createdAt) {}
