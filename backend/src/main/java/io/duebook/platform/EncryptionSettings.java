package io.duebook.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param key of secrets at rest: base64 of 32 bytes, the same on every server */
@ConfigurationProperties("duebook.encryption")
record EncryptionSettings(@Nullable String key) {}
