package io.duebook.audit;

import io.duebook.shared.CustomerId;
import io.duebook.shared.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One act.
 *
 * @param subject the public id of what was changed
 * @param actor the person or program that acted
 * @param client the program through which they did
 * @param requestId of the request that did it
 * @param reason where the command asked for one
 * @param object what the event tells: before and after where something was edited, else what it became
 */
record AuditRecord(
        EventId id,
        Instant createdAt,
        String type,
        String subject,
        @Nullable CustomerId customer,
        String actor,
        String client,
        String requestId,
        @Nullable String reason,
        JsonNode object) {}
