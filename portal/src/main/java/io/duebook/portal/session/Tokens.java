package io.duebook.portal.session;

import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.event.OAuth2AuthorizedClientRefreshedEvent;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The tokens of one browser session, and nobody else's: kept in it, not under the person's name, because one person may
 * act for two memberships in two browsers at once.
 */
@Component
class Tokens implements OAuth2AuthorizedClientRepository {

    private static final String HELD = Tokens.class.getName();
    private static final Duration EARLY = Duration.ofSeconds(20);

    /** How long an answer of identity is believed: the calls of one screen ask once. */
    private static final Duration BELIEVED = Duration.ofSeconds(2);

    private final Revocations revocations;
    private final RefreshTokenOAuth2AuthorizedClientProvider refreshing = refreshing();

    Tokens(Revocations revocations) {
        this.revocations = revocations;
    }

    /** The lock keeps two requests of one session from spending the same refresh token, which works once. */
    private static final class Held implements Serializable {

        private final ReentrantLock lock = new ReentrantLock();
        private transient volatile @Nullable OAuth2AuthorizedClient client;
        private volatile @Nullable String newestIdToken;
        private transient volatile @Nullable Instant confirmed;
    }

    /**
     * The access token to relay, refreshed when it is about to end.
     *
     * @throws SignInAgain if there is none any more
     */
    String access() {
        HttpSession session = session().orElseThrow(() -> new SignInAgain(null));
        if (!(session.getAttribute(HELD) instanceof Held held)) {
            throw new SignInAgain(null);
        }
        held.lock.lock();
        try {
            String token = refreshed(held).getAccessToken().getTokenValue();
            confirm(held, token);
            return token;
        } catch (ClientAuthorizationException ended) {
            throw new SignInAgain(ended);
        } finally {
            held.lock.unlock();
        }
    }

    private void confirm(Held held, String token) {
        Instant confirmed = held.confirmed;
        // Identity's word, not a date of business: real time.
        Instant now = Instant.now();
        if (confirmed != null && confirmed.plus(BELIEVED).isAfter(now)) {
            return;
        }
        if (revocations.has(token)) {
            throw new SignInAgain(null);
        }
        held.confirmed = now;
    }

    /** Stands for one sign-in; another one, also in the same session, is another object. Null when there is none. */
    @Nullable
    Object signIn() {
        return session().map(session -> session.getAttribute(HELD)).orElse(null);
    }

    private OAuth2AuthorizedClient refreshed(Held held) {
        OAuth2AuthorizedClient client = held.client;
        if (client == null) {
            throw new SignInAgain(null);
        }
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        if (person == null) {
            throw new SignInAgain(null);
        }
        try {
            IdTokens.SEEN.remove();
            OAuth2AuthorizedClient newer = refreshing.authorize(OAuth2AuthorizationContext.withAuthorizedClient(client)
                    .principal(person)
                    .build());
            if (newer == null) {
                return client;
            }
            held.client = newer;
            held.newestIdToken = IdTokens.SEEN.get() == null ? held.newestIdToken : IdTokens.SEEN.get();
            return newer;
        } catch (OAuth2AuthorizationException refused) {
            throw new SignInAgain(refused);
        } finally {
            IdTokens.SEEN.remove();
        }
    }

    /** Ends what is kept, so that the next request signs in. */
    void forget() {
        session().ifPresent(session -> {
            session.removeAttribute(HELD);
            session.removeAttribute("SPRING_SECURITY_CONTEXT");
        });
    }

    /** The issuer knows a sign-in by the id token it gave out last; null until one was refreshed. */
    static @Nullable String newestIdToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(HELD) instanceof Held held ? held.newestIdToken : null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String registration, Authentication person, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(HELD) instanceof Held held ? (T) held.client : null;
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication person,
            HttpServletRequest request,
            HttpServletResponse response) {
        var held = new Held();
        held.client = client;
        request.getSession().setAttribute(HELD, held);
    }

    @Override
    public void removeAuthorizedClient(
            String registration, Authentication person, HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(HELD);
        }
    }

    /** Screens run with a Vaadin session at hand, plain requests with a servlet request. */
    private static Optional<HttpSession> session() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            return Optional.ofNullable(attributes.getRequest().getSession(false));
        }
        VaadinSession screens = VaadinSession.getCurrent();
        return screens != null && screens.getSession() instanceof com.vaadin.flow.server.WrappedHttpSession wrapped
                ? Optional.of(wrapped.getHttpSession())
                : Optional.empty();
    }

    private static RefreshTokenOAuth2AuthorizedClientProvider refreshing() {
        var provider = new RefreshTokenOAuth2AuthorizedClientProvider();
        provider.setClockSkew(EARLY);
        provider.setApplicationEventPublisher(event -> {
            if (event instanceof OAuth2AuthorizedClientRefreshedEvent refreshed
                    && refreshed
                                    .getAccessTokenResponse()
                                    .getAdditionalParameters()
                                    .get("id_token")
                            instanceof String idToken) {
                IdTokens.SEEN.set(idToken);
            }
        });
        return provider;
    }

    /** The provider tells of the new id token only by an event, on the thread that refreshes. */
    private static final class IdTokens {
        static final ThreadLocal<@Nullable String> SEEN = new ThreadLocal<>();
    }
}
