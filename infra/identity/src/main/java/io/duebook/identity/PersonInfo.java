package io.duebook.identity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;

/** What the userinfo endpoint tells: who the id token said this is. */
class PersonInfo implements Function<OidcUserInfoAuthenticationContext, OidcUserInfo> {

    private static final List<String> TOLD = List.of(
            "sub",
            "name",
            "email",
            "email_verified",
            "locale",
            "tenant_id",
            "tenant_name",
            "membership_id",
            "roles",
            "customer_id",
            "customer_name");

    @Override
    public OidcUserInfo apply(OidcUserInfoAuthenticationContext context) {
        OidcIdToken id = Objects.requireNonNull(context.getAuthorization().getToken(OidcIdToken.class))
                .getToken();
        Map<String, Object> told = new LinkedHashMap<>();
        for (String claim : TOLD) {
            if (id.hasClaim(claim)) {
                told.put(claim, id.getClaim(claim));
            }
        }
        return new OidcUserInfo(told);
    }
}
