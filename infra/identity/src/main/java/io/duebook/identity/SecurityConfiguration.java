package io.duebook.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.security.SpringSessionBackedSessionRegistry;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.web.servlet.LocaleResolver;

/** Who may call what: the protocol's endpoints, the administration API, health and metrics, the pages. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    private static final String SIGN_IN = "/sign-in";

    private final Settings settings;

    SecurityConfiguration(Settings settings) {
        this.settings = settings;
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(
            HttpSecurity http,
            Memberships memberships,
            Sessions sessions,
            Journey journey,
            LocaleResolver locales,
            SignOut signOut,
            AuthorizationServerSettings endpoints) {
        LoginUrlAuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint(SIGN_IN);
        signIn.setFavorRelativeUris(true);
        MembershipGate gate =
                new MembershipGate(memberships, sessions, journey, locales, endpoints.getAuthorizationEndpoint());
        return http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.tokenEndpoint(token -> token.accessTokenRequestConverter(new AllScopesByDefault()));
                    server.oidc(oidc -> oidc.providerConfigurationEndpoint(discovery ->
                                    discovery.providerConfigurationCustomizer(SecurityConfiguration::es256Only))
                            .userInfoEndpoint(userInfo -> userInfo.userInfoMapper(new PersonInfo()))
                            .logoutEndpoint(logout -> logout.logoutResponseHandler(signOut::done)
                                    .errorResponseHandler(signOut::unclear)));
                })
                .authorizeHttpRequests(requests -> requests
                        // The endpoint itself answers those who may not be shown a page: login_required.
                        .requestMatchers(MembershipGate::asksForNoPage)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .requestCache(cache -> cache.requestCache(journey.requests()))
                .addFilterAfter(gate, LogoutFilter.class)
                .headers(this::strict)
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                                SecurityConfiguration::namesNoClient,
                                request -> request.getMethod().equals("POST")
                                        && request.getServletPath().equals(endpoints.getTokenEndpoint()))
                        .defaultAuthenticationEntryPointFor(signIn, new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                .build();
    }

    /** A program that says not at all who it is, in the protocol's own words (RFC 6749, 5.2). */
    private static void namesNoClient(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown)
            throws IOException {
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"duebook\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter().write("""
                {"error":"invalid_client","error_description":"Say which client asks, with its id and secret."}""");
    }

    // The framework's document says RS256 whatever the keys are.
    private static void es256Only(OidcProviderConfiguration.Builder discovery) {
        discovery.idTokenSigningAlgorithms(algorithms -> {
            algorithms.clear();
            algorithms.add("ES256");
        });
        discovery.claim("ui_locales_supported", List.of("en", "zh-CN"));
        discovery.claim("prompt_values_supported", List.of("none", "login", "select_account"));
    }

    @Bean
    @Order(2)
    SecurityFilterChain administration(HttpSecurity http, JWKSource<SecurityContext> keys, ProblemWriter problems) {
        return http.securityMatcher("/admin/**")
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority("SCOPE_identity:write"))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(administrationTokens(keys)))
                        .authenticationEntryPoint(problems::unauthorized)
                        .accessDeniedHandler(problems::forbidden))
                .build();
    }

    private JwtDecoder administrationTokens(JWKSource<SecurityContext> keys) {
        NimbusJwtDecoder decoder = (NimbusJwtDecoder) OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(settings.issuerName()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD,
                        audience -> audience != null && audience.contains(Clients.ADMINISTRATION_AUDIENCE))));
        return decoder;
    }

    @Bean
    @Order(3)
    SecurityFilterChain observation(HttpSecurity http, @Value("${server.port:8080}") int publicPort) {
        return http.securityMatcher("/actuator/**")
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**")
                        .permitAll()
                        // Figures are for the operator's network: they need MANAGEMENT_SERVER_PORT to be another one.
                        .requestMatchers(request -> request.getLocalPort() != publicPort && publicPort != 0)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain pages(HttpSecurity http, Journey journey, CsrfTokenRepository csrfTokens) {
        LoginUrlAuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint(SIGN_IN);
        signIn.setFavorRelativeUris(true);
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/memberships")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
                .headers(this::strict)
                .logout(logout -> logout.disable())
                .anonymous(Customizer.withDefaults())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(signIn))
                .build();
    }

    // Forms may end at the portal: browsers hold the redirects that follow a form to the same rule.
    private void strict(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy ->
                        policy.policyDirectives("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                                + " frame-ancestors 'none'; form-action 'self' "
                                + settings.portal().origin()))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=()"));
    }

    @Bean
    AuthorizationServerSettings endpoints() {
        return AuthorizationServerSettings.builder()
                .issuer(settings.issuerName())
                .build();
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    // Nobody is asked for consent, so there is none to store.
    @Bean
    OAuth2AuthorizationConsentService consents() {
        return new InMemoryOAuth2AuthorizationConsentService();
    }

    @Bean
    <S extends Session> SessionRegistry sessionRegistry(FindByIndexNameSessionRepository<S> sessions) {
        return new SpringSessionBackedSessionRegistry<>(sessions);
    }

    /** New hashes are Argon2; the prefix tells older ones apart, which are replaced at the next sign-in. */
    @Bean
    static PasswordEncoder passwordEncoder() {
        PasswordEncoder encoder = new DelegatingPasswordEncoder(
                "argon2",
                Map.of(
                        "argon2",
                        Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
                        "bcrypt",
                        new BCryptPasswordEncoder()));
        return new BoundedPasswordEncoder(
                encoder, Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    @Bean
    CookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(prefix() + "duebook_identity");
        cookie.setCookiePath("/");
        cookie.setSameSite("Lax");
        cookie.setUseSecureCookie(settings.isSecure());
        return cookie;
    }

    @Bean
    CsrfTokenRepository csrfTokens() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(prefix() + "duebook_identity_form");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.secure(settings.isSecure()).sameSite("Lax"));
        return tokens;
    }

    // Browsers let no other host and no plain connection set a cookie of this prefix.
    private String prefix() {
        return settings.isSecure() ? "__Host-" : "";
    }
}
