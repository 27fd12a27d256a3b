package io.duebook.portal.session;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the other parts are, and who this process is to identity.
 *
 * @param issuer public address of identity, without a slash at its end
 * @param identityUrl how this process reaches identity; the issuer's address unless given
 * @param apiUrl how this process reaches the API
 * @param portalUrl this portal's own public address
 */
@ConfigurationProperties("duebook")
public record PortalSettings(
        String issuer,
        @Nullable String identityUrl,
        String apiUrl,
        String portalUrl,
        String portalClientId,
        String portalClientSecret) {

    String identity() {
        return identityUrl == null || identityUrl.isBlank() ? issuer : identityUrl;
    }

    /** Where the hosted payment page sends the payer back to. */
    public String paymentReturn() {
        return portalUrl + "/payments/return";
    }
}
