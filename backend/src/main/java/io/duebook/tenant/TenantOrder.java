package io.duebook.tenant;

import io.duebook.shared.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as an operator ordered it, and how far it has come.
 *
 * @param caller the operator's client
 * @param account the processor's account new payments go to
 */
record TenantOrder(
        TenantId id,
        String caller,
        NewTenant tenant,
        String state,
        @Nullable String account,
        Instant createdAt) {}
