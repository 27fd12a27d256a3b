package io.duebook.portal.session;

import com.vaadin.flow.spring.security.UidlRedirectStrategy;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Sign-in at identity by authorization code with PKCE. */
@Configuration
@EnableWebSecurity
@EnableConfigurationProperties(PortalSettings.class)
class SecurityConfiguration {

    private static final List<String> OPEN = List.of(
            "/actuator/health/**",
            "/language",
            "/sign-in-failed",
            "/signed-out",
            "/verify/**",
            "/styles.css",
            "/favicon.svg");

    static final String SIGN_IN = "/oauth2/authorization/duebook";

    /** What the screens need; identity gives each person the part that their roles allow. */
    static final String[] SCOPES = {
        "openid",
        "me:read",
        "tenant:read",
        "customers:read",
        "customers:write",
        "invoices:read",
        "invoices:write",
        "recurring_invoices:read",
        "recurring_invoices:write",
        "credit_notes:read",
        "credit_notes:write",
        "deposits:read",
        "deposits:write",
        "payments:read",
        "payments:write",
        "allocations:write",
        "bills:read",
        "bills:write",
        "unidentified_receipts:read",
        "unidentified_receipts:write",
        "attachments:read",
        "attachments:write",
        "audit:read",
        "periods:read",
        "periods:write",
        "exchange_rates:read",
        "exchange_rates:write",
        "interest_presets:read",
        "refunds:read",
        "refunds:write",
        "deductions:read",
        "nettings:read",
        "nettings:write",
        "transfers:read",
        "transfers:write",
        "settlement_offers:read",
        "settlement_offers:write",
        "charges:read",
        "charges:write",
        "fees:write",
        "interest_claims:read",
        "interest_claims:write",
        "approvals:read",
        "approvals:write",
        "policies:read",
        "policies:write",
        "cases:read",
        "cases:write",
        "statement_replies:read",
        "statement_replies:write",
        "statements:read",
        "statements:write",
        "statement_runs:read",
        "statement_runs:write",
        "messages:read",
        "messages:write",
        "checkouts:read",
        "checkouts:write",
        "reports:read",
        "journal:read",
        "imports:read",
        "imports:write",
        "exports:read",
        "exports:write",
        "contacts:read",
        "contacts:write",
        "members:read",
        "members:write"
    };

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http, SignOut signOut, OAuth2AuthorizationRequestResolver requests, Environment environment)
            throws Exception {
        http.authorizeHttpRequests(paths -> paths.requestMatchers(open(environment))
                .permitAll()
                .requestMatchers("/actuator/**")
                .denyAll());
        // Named here too: without a page of its own, a failed sign-in is shown on one that Spring generates.
        http.oauth2Login(login -> login.loginPage(SIGN_IN)
                .failureUrl("/sign-in-failed")
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests)));
        return http.with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.oauth2LoginPage(SIGN_IN)
                        .logoutSuccessHandler(signOut)
                        // An address that leads nowhere gets a page that says so; refusing it would show nothing.
                        .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated))
                .build();
    }

    /** Figures are for the operator's network: without a port of their own, they are shown to nobody. */
    static String[] open(Environment environment) {
        return Stream.concat(
                        OPEN.stream(),
                        ManagementPortType.get(environment) == ManagementPortType.DIFFERENT
                                ? Stream.of("/actuator/prometheus")
                                : Stream.empty())
                .toArray(String[]::new);
    }

    /** Spelt out, not discovered: the portal starts, and says what is wrong, while identity is down. */
    @Bean
    ClientRegistrationRepository clients(PortalSettings settings) {
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("duebook")
                .clientId(settings.portalClientId())
                .clientSecret(settings.portalClientSecret())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(settings.portalUrl() + "/login/oauth2/code/{registrationId}")
                .scope(SCOPES)
                .issuerUri(settings.issuer())
                .authorizationUri(settings.issuer() + "/oauth2/authorize")
                .tokenUri(settings.identity() + "/oauth2/token")
                .jwkSetUri(settings.identity() + "/oauth2/jwks")
                .userNameAttributeName(IdTokenClaimNames.SUB)
                .build());
    }

    /** Identity signs with ES256. */
    @Bean
    org.springframework.security.oauth2.jwt.JwtDecoderFactory<ClientRegistration> idTokens() {
        var decoders = new org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory();
        decoders.setJwsAlgorithmResolver(
                client -> org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.ES256);
        return decoders;
    }

    /** With {@code ?switch}, identity lets the person pick another membership. */
    @Bean
    OAuth2AuthorizationRequestResolver requests(ClientRegistrationRepository clients) {
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(clients);
        resolver.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce().andThen(request -> {
                    if (isSwitching()) {
                        request.additionalParameters(more -> more.put("prompt", "select_account"));
                    }
                }));
        return resolver;
    }

    private static boolean isSwitching() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getRequest().getParameter("switch") != null;
    }

    @Bean
    UidlRedirectStrategy redirects() {
        return new UidlRedirectStrategy();
    }
}
