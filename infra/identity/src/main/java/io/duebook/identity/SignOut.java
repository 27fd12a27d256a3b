package io.duebook.identity;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** What happens when the portal sends somebody here to sign out. */
@Component
class SignOut {

    private static final OAuth2TokenType ID_TOKEN = new OAuth2TokenType(OidcParameterNames.ID_TOKEN);

    private final Authorizations authorizations;
    private final Sessions sessions;

    SignOut(Authorizations authorizations, Sessions sessions) {
        this.authorizations = authorizations;
        this.sessions = sessions;
    }

    /** The request was sound: its session and its refresh token end, and the browser goes where it asked to go. */
    void done(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException, ServletException {
        OidcLogoutAuthenticationToken logout = (OidcLogoutAuthenticationToken) authentication;
        end(request.getParameter("id_token_hint"));
        sessions.end(request);
        response.sendRedirect(next(request, logout));
    }

    private void end(String idToken) {
        OAuth2Authorization authorization = authorizations.findByToken(idToken, ID_TOKEN);
        if (authorization != null) {
            authorizations.remove(authorization);
        }
    }

    private static String next(HttpServletRequest request, OidcLogoutAuthenticationToken logout) {
        String asked = logout.getPostLogoutRedirectUri();
        if (asked == null || asked.isBlank()) {
            return request.getContextPath() + "/signed-out";
        }
        UriComponentsBuilder next = UriComponentsBuilder.fromUriString(asked);
        if (logout.getState() != null) {
            next.queryParam("state", "{state}");
            return next.encode().buildAndExpand(logout.getState()).toUriString();
        }
        return next.build().toUriString();
    }

    /** Something did not fit, such as a token of an earlier session: the person is asked instead of an error shown. */
    void unclear(HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException {
        response.sendRedirect(request.getContextPath() + "/sign-out");
    }
}
