package io.duebook.statement;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where statements are verified.
 *
 * @param portalUrl public address of the portal
 */
@ConfigurationProperties("duebook")
record PortalAddress(String portalUrl) {

    PortalAddress {
        portalUrl = portalUrl.replaceAll("/+$", "");
    }
}
