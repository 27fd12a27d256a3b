package io.duebook.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the standing auditor goes about its work.
 *
 * @param standing whether it works by itself
 * @param every what was written since is asked about this often, and a round of small books begins as often
 * @param share which part of the time a round of large books may work, in percent
 * @param checkpoints the folder outside of the database where checkpoints of the chain of events are kept, the same for
 *     all servers; null: they are logged and told through the API only
 * @param signingKey with which checkpoints are signed: base64 of the 32 bytes of an Ed25519 private key; null: one that
 *     follows from the key of secrets at rest
 */
@ConfigurationProperties("duebook.audit")
record AuditSettings(
        @DefaultValue("true") boolean standing,
        @DefaultValue("PT1M") Duration every,
        @DefaultValue("5") int share,
        @Nullable Path checkpoints,
        @Nullable String signingKey) {}
