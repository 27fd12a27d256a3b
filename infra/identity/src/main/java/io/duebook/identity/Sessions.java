package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** Browser sessions: how they begin, change their membership, and end. */
@Component
class Sessions {

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final CsrfAuthenticationStrategy freshCsrfToken;
    private final FindByIndexNameSessionRepository<? extends Session> all;
    private final Clock clock;

    Sessions(CsrfTokenRepository csrfTokens, FindByIndexNameSessionRepository<? extends Session> all, Clock clock) {
        this.freshCsrfToken = new CsrfAuthenticationStrategy(csrfTokens);
        this.all = all;
        this.clock = clock;
    }

    /** Signs a person in, under a session id nobody knew before. Where they were going is not forgotten. */
    void begin(HttpServletRequest request, HttpServletResponse response, UUID person, @Nullable String membership) {
        HttpSession before = request.getSession(false);
        if (before != null && isOfAnother(person)) {
            before.invalidate();
        } else if (before != null) {
            request.changeSessionId();
        }
        String session = Digests.sha256(request.getSession(true).getId());
        keep(new SignedIn(person, session, clock.instant(), membership), request, response);
        freshCsrfToken.onAuthentication(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication()), request, response);
    }

    private static boolean isOfAnother(UUID person) {
        return SignedIn.from(SecurityContextHolder.getContext().getAuthentication())
                .filter(signedIn -> !signedIn.person().equals(person))
                .isPresent();
    }

    void choose(SignedIn signedIn, String membership, HttpServletRequest request, HttpServletResponse response) {
        keep(signedIn.with(membership), request, response);
    }

    private void keep(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(signedIn.toAuthentication());
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /** Ends this browser's session. */
    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    /** Ends every session of a person, on every instance. */
    void endAllOf(UUID person) {
        found(person).keySet().forEach(all::deleteById);
    }

    /** Ends the sessions in which a person acts with this membership. */
    void endAllWith(UUID person, String membership) {
        found(person).forEach((id, session) -> {
            if (usesMembership(session, membership)) {
                all.deleteById(id);
            }
        });
    }

    private Map<String, ? extends Session> found(UUID person) {
        return all.findByPrincipalName(person.toString());
    }

    private static boolean usesMembership(Session session, String membership) {
        SecurityContext context =
                session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
        return context != null
                && SignedIn.from(context.getAuthentication())
                        .map(SignedIn::membership)
                        .filter(membership::equals)
                        .isPresent();
    }
}
