package io.duebook.tenant;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this server reaches identity's administration.
 *
 * @param url without a slash at its end; null: the issuer's
 * @param client this server's own client there
 */
@ConfigurationProperties("duebook.identity")
record IdentitySettings(@Nullable String url, @DefaultValue Client client) {

    record Client(
            @DefaultValue("duebook-backend") String id,
            @DefaultValue("") String secret) {}
}
