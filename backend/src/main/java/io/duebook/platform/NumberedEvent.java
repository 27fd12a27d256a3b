package io.duebook.platform;

import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event in its final place in the tenant's order.
 *
 * @param sequence from 1, without gaps
 * @param subject the public id of what it happened to
 */
public record NumberedEvent(
        UUID id,
        long sequence,
        String type,
        String subject,
        @Nullable CustomerId customer,
        JsonNode object,
        Instant createdAt) {}
