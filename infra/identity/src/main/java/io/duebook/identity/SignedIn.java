package io.duebook.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Somebody signed in: who, in which browser session, since when, and with which membership, once it is picked.
 *
 * <p>Written as plain authorities, because the framework stores it in sessions and authorizations, and reads nothing
 * there but its own types.
 */
record SignedIn(
        UUID person,
        String session,
        Instant since,
        @Nullable String membership) {

    private static final String PERSON = "PERSON";
    private static final String MEMBERSHIP = "MEMBERSHIP:";
    private static final String SESSION = "SESSION:";

    /** Empty for nobody, and for clients that act for themselves. */
    static Optional<SignedIn> from(@Nullable Authentication authentication) {
        if (authentication == null || !hasPerson(authentication)) {
            return Optional.empty();
        }
        String membership = null;
        String session = "";
        Instant since = Instant.EPOCH;
        for (GrantedAuthority granted : authentication.getAuthorities()) {
            String authority = String.valueOf(granted.getAuthority());
            if (granted instanceof FactorGrantedAuthority factor) {
                since = factor.getIssuedAt();
            } else if (authority.startsWith(MEMBERSHIP)) {
                membership = authority.substring(MEMBERSHIP.length());
            } else if (authority.startsWith(SESSION)) {
                session = authority.substring(SESSION.length());
            }
        }
        return Optional.of(new SignedIn(UUID.fromString(authentication.getName()), session, since, membership));
    }

    private static boolean hasPerson(Authentication authentication) {
        return authentication.getAuthorities().stream().anyMatch(granted -> PERSON.equals(granted.getAuthority()));
    }

    SignedIn with(String chosenMembership) {
        return new SignedIn(person, session, since, chosenMembership);
    }

    Authentication toAuthentication() {
        List<GrantedAuthority> authorities = new ArrayList<>();
        authorities.add(FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
                .issuedAt(since)
                .build());
        authorities.add(new SimpleGrantedAuthority(PERSON));
        authorities.add(new SimpleGrantedAuthority(SESSION + session));
        if (membership != null) {
            authorities.add(new SimpleGrantedAuthority(MEMBERSHIP + membership));
        }
        return UsernamePasswordAuthenticationToken.authenticated(person.toString(), null, authorities);
    }
}
