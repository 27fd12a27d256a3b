package io.duebook.payment.stripe;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where payers come back to.
 *
 * @param portalUrl public address of the portal
 */
@ConfigurationProperties("duebook")
record ReturnSettings(String portalUrl) {}
