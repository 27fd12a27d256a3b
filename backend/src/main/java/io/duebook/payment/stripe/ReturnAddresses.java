package io.duebook.payment.stripe;

import io.duebook.platform.Caller;
import io.duebook.platform.InvalidRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Where a payer may be sent after the payment page. A person could hand the page's address to somebody else, who trusts
 * it and ends where that person wants them: so people come back to the portal only. The tenant's own program speaks for
 * the tenant, and names any address.
 */
@Component
@EnableConfigurationProperties(ReturnSettings.class)
class ReturnAddresses {

    private final Origin portal;

    ReturnAddresses(ReturnSettings settings) {
        this.portal = Origin.of(URI.create(settings.portalUrl()));
    }

    /** @throws InvalidRequest if a browser could not be sent there, or may not at this caller's word */
    void mustAllow(String returnUrl, Caller caller) {
        URI back = webAddress(returnUrl);
        boolean isPerson = caller.membership() != null || caller.isContact();
        if (isPerson && !Origin.of(back).equals(portal)) {
            throw new InvalidRequest("/return_url", "not_allowed", "Give an address of the portal.");
        }
    }

    private static URI webAddress(String text) {
        try {
            URI address = new URI(text);
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            if (web && address.getHost() != null && address.getUserInfo() == null && address.getFragment() == null) {
                return address;
            }
        } catch (URISyntaxException noUrl) {
            // Refused like every other text that is no address.
        }
        throw new InvalidRequest("/return_url", "invalid", "Give an http or https address without a fragment.");
    }

    /** What a browser takes for one site (RFC 6454). */
    private record Origin(String scheme, String host, int port) {

        static Origin of(URI address) {
            String scheme = address.getScheme().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? 443 : 80;
            return new Origin(
                    scheme,
                    address.getHost().toLowerCase(Locale.ROOT),
                    address.getPort() < 0 ? usual : address.getPort());
        }
    }
}
