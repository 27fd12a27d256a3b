package io.duebook.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who issues the tokens.
 *
 * @param issuer the {@code iss} claim, without a slash at its end
 * @param identityUrl how this server reaches it, where that differs
 */
@ConfigurationProperties("duebook")
record IssuerSettings(String issuer, @Nullable String identityUrl) {

    String keysUrl() {
        return (identityUrl == null ? issuer : identityUrl) + "/oauth2/jwks";
    }
}
