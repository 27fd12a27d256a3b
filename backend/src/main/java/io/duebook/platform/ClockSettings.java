package io.duebook.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param start when the business clock of a fresh sandbox begins; null: now */
@ConfigurationProperties("duebook.clock")
record ClockSettings(@Nullable Instant start) {}
