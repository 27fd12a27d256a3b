package io.duebook.portal.session;

import com.vaadin.flow.spring.security.UidlRedirectStrategy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Signs out at identity too, which brings the browser back to the portal's start. */
@Component
class SignOut implements LogoutSuccessHandler {

    static final String ID_TOKEN = SignOut.class.getName();

    private final PortalSettings settings;
    private final UidlRedirectStrategy redirects;

    SignOut(PortalSettings settings, UidlRedirectStrategy redirects) {
        this.settings = settings;
        this.redirects = redirects;
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication person)
            throws IOException {
        redirects.sendRedirect(request, response, endSession(idToken(request, person)));
    }

    private String endSession(@Nullable String idToken) {
        var address = UriComponentsBuilder.fromUriString(settings.issuer() + "/connect/logout")
                .queryParam("client_id", settings.portalClientId())
                .queryParam("post_logout_redirect_uri", settings.portalUrl() + "/");
        return (idToken == null ? address : address.queryParam("id_token_hint", idToken))
                .encode()
                .build()
                .toUriString();
    }

    /** After a refresh the session's own id token is stale, and identity would not know whom to sign out. */
    private static @Nullable String idToken(HttpServletRequest request, @Nullable Authentication person) {
        if (request.getAttribute(ID_TOKEN) instanceof String newest) {
            return newest;
        }
        return person != null && person.getPrincipal() instanceof OidcUser user
                ? user.getIdToken().getTokenValue()
                : null;
    }
}
