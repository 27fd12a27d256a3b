package io.duebook.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Stands before the authorization endpoint: nobody gets a code without a membership that is active and chosen.
 *
 * <p>One membership chooses itself. {@code prompt=select_account} asks anyway, {@code prompt=login} asks for the
 * password again, {@code prompt=none} never asks.
 */
class MembershipGate extends OncePerRequestFilter {

    private final Memberships memberships;
    private final Sessions sessions;
    private final Journey journey;
    private final LocaleResolver locales;
    private final String endpoint;

    MembershipGate(
            Memberships memberships, Sessions sessions, Journey journey, LocaleResolver locales, String endpoint) {
        this.memberships = memberships;
        this.sessions = sessions;
        this.journey = journey;
        this.locales = locales;
        this.endpoint = endpoint;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals(endpoint);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Language.firstOf(request.getParameter("ui_locales"))
                .ifPresent(language -> locales.setLocale(request, response, language.locale()));
        Set<String> prompt = prompt(request);
        Optional<SignedIn> signedIn =
                SignedIn.from(SecurityContextHolder.getContext().getAuthentication());
        if (signedIn.isEmpty()) {
            chain.doFilter(request, response);
        } else if (prompt.contains("none")) {
            if (!choose(signedIn.get(), request, response)) {
                SecurityContextHolder.clearContext();
            }
            chain.doFilter(request, response);
        } else if (prompt.contains("login") && !journey.hasAnswered("login", request)) {
            journey.begin(request, response);
            SecurityContextHolder.clearContext();
            response.sendRedirect(request.getContextPath() + "/sign-in");
        } else if (asksForMembership(prompt, request) || !choose(signedIn.get(), request, response)) {
            journey.begin(request, response);
            response.sendRedirect(request.getContextPath() + "/memberships");
        } else {
            journey.arrive(request, response);
            chain.doFilter(request, response);
        }
    }

    private boolean asksForMembership(Set<String> prompt, HttpServletRequest request) {
        return prompt.contains("select_account") && !journey.hasAnswered("select_account", request);
    }

    /** Whether there is a choice to go on with: one made earlier that still holds, or the only one there is. */
    private boolean choose(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
        List<Membership> active = memberships.activeOf(signedIn.person());
        if (active.stream().anyMatch(membership -> membership.id().equals(signedIn.membership()))) {
            return true;
        }
        if (active.size() != 1) {
            return false;
        }
        sessions.choose(signedIn, active.getFirst().id(), request, response);
        return true;
    }

    static boolean asksForNoPage(HttpServletRequest request) {
        return prompt(request).contains("none");
    }

    private static Set<String> prompt(HttpServletRequest request) {
        @Nullable String prompt = request.getParameter("prompt");
        return prompt == null ? Set.of() : Set.of(prompt.strip().split(" +"));
    }
}
