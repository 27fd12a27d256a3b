package io.duebook.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** What the operator decides, all under {@code duebook}; {@code docs/identity.md} explains each. */
@Validated
@ConfigurationProperties("duebook")
record Settings(
        @NotNull URI issuer,
        @Valid @NotNull Encryption encryption,
        @Valid @NotNull Mail mail,
        @Valid @NotNull Service backend,
        @Valid @NotNull Service operator,
        @Valid @NotNull Portal portal,
        @Valid @NotNull Identity identity) {

    /** The key of secrets at rest: base64 of 32 bytes. */
    record Encryption(@NotBlank String key) {}

    record Mail(@NotBlank String from) {}

    record Service(@Valid @NotNull Client client) {}

    /** The portal, by the address its users see. */
    record Portal(@NotNull URI url, @Valid @NotNull Client client) {

        /** Where somebody goes who came for nothing in particular. */
        String start() {
            return withoutSlash(url) + "/";
        }

        String callback() {
            return withoutSlash(url) + "/login/oauth2/code/duebook";
        }

        /** Scheme, host and port, as a content security policy names it. */
        String origin() {
            return url.getScheme() + "://" + url.getAuthority();
        }
    }

    /** A client of Duebook's own; without a secret it is not created. */
    record Client(@NotBlank String id, @Nullable String secret) {}

    record Identity(
            @NotNull Duration accessTokenLife,
            @NotNull Duration refreshTokenLife,
            @NotNull Duration authorizationLife,
            @NotNull Duration reuseLeeway,
            @NotNull Duration invitationLife,
            @NotNull Duration signInLinkLife,
            @NotNull Duration passwordLinkLife,
            @NotNull Duration keyRotation,
            @NotNull Duration keyLead,
            @NotNull Duration keyRetirement,
            @NotEmpty List<String> resources) {}

    /** The issuer as tokens name it: no slash at the end. */
    String issuerName() {
        return withoutSlash(issuer);
    }

    /** Whether browsers reach the issuer by TLS, so that its cookies may insist on it. */
    boolean isSecure() {
        return "https".equals(issuer.getScheme());
    }

    private static String withoutSlash(URI address) {
        String text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
