package io.duebook.identity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/**
 * What tokens say. An access token names the tenant and what may be done there, and nobody by name or address; an id
 * token, which only the portal reads, greets a person properly.
 */
@Component
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private final SigningKeys keys;
    private final Memberships memberships;
    private final People people;

    TokenClaims(SigningKeys keys, Memberships memberships, People people) {
        this.keys = keys;
        this.memberships = memberships;
        this.people = people;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        // Without a name the framework would take RS256, and with two published keys it could not choose.
        context.getJwsHeader().algorithm(SignatureAlgorithm.ES256).keyId(keys.current());
        if (context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN)) {
            client(context);
        }
        SignedIn.from(context.getPrincipal()).ifPresent(person -> person(context, person));
    }

    private static void client(JwtEncodingContext context) {
        var settings = context.getRegisteredClient().getClientSettings();
        String audience = settings.getSetting(Clients.AUDIENCE);
        // A plain list: the framework stores claims with their Java type, and reads few types back.
        context.getClaims().audience(new ArrayList<>(List.of(audience)));
        @Nullable String tenant = settings.getSetting(Clients.TENANT);
        if (tenant != null) {
            context.getClaims().claim("tenant_id", tenant);
        }
    }

    private void person(JwtEncodingContext context, SignedIn signedIn) {
        Membership membership = memberships
                .findActive(signedIn.person(), signedIn.membership())
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
        JwtClaimsSet.Builder claims = context.getClaims();
        claims.claim("tenant_id", membership.tenantId());
        claims.claim("membership_id", membership.id());
        claims.claim("roles", membership.roleNames());
        if (membership.customerId() != null) {
            claims.claim("customer_id", membership.customerId());
        }
        if (!context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN)) {
            greeting(claims, people.get(signedIn.person()), membership);
            claims.claim("sid", signedIn.session());
        }
    }

    private static void greeting(JwtClaimsSet.Builder claims, Person person, Membership membership) {
        claims.claim("name", person.calledName());
        claims.claim("email", person.email());
        claims.claim("email_verified", true);
        claims.claim("locale", person.language().tag());
        claims.claim("tenant_name", membership.tenantName());
        if (membership.customerName() != null) {
            claims.claim("customer_name", membership.customerName());
        }
    }
}
