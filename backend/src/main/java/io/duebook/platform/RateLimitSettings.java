package io.duebook.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one client may ask of one server.
 *
 * @param perSecond requests a second in the long run
 * @param burst requests at once
 */
@ConfigurationProperties("duebook.rate-limit")
record RateLimitSettings(
        @DefaultValue("2000") int perSecond,
        @DefaultValue("10000") int burst) {}
