package io.duebook.portal.session;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.duebook.portal.api.MeApi;
import io.duebook.portal.api.MeApi.Me;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The person behind this session and what they may do. Asked once per sign-in: who switches to
 * another membership keeps the browser's session. */
@SpringComponent
@VaadinSessionScope
public class Visitor {

    private final MeApi api;
    private final AuthenticationContext authentication;
    private final Tokens tokens;
    private @Nullable Me me;
    private transient @Nullable Object askedFor;

    Visitor(MeApi api, AuthenticationContext authentication, Tokens tokens) {
        this.api = api;
        this.authentication = authentication;
        this.tokens = tokens;
    }

    public Me me() {
        Object signIn = tokens.signIn();
        Me known = me;
        if (known == null || signIn != askedFor) {
            known = api.me();
            me = known;
            askedFor = signIn;
        }
        return known;
    }

    public boolean isContact() {
        return me().kind().equals("contact");
    }

    public boolean may(String scope) {
        return me().scopes().contains(scope);
    }

    /** Whether an actor's name in the books is that of the person at the screen. */
    public boolean is(String actor) {
        return authentication.getPrincipalName().filter(actor::equals).isPresent();
    }

    /** The customer a contact acts for. */
    public MeApi.OwnCustomer customer() {
        return Objects.requireNonNull(me().customer());
    }

    public MeApi.Tenant tenant() {
        return me().tenant();
    }

    /** The day in the books. The clock of this machine may show another. */
    public LocalDate today() {
        return api.today().businessDate();
    }

    public void signOut() {
        var request = VaadinServletRequest.getCurrent();
        if (request != null) {
            request.getHttpServletRequest()
                    .setAttribute(SignOut.ID_TOKEN, Tokens.newestIdToken(request.getHttpServletRequest()));
        }
        authentication.logout();
    }

    /** Back to sign-in and, from there, to this very address. */
    public void signInAgain(UI ui) {
        me = null;
        tokens.forget();
        ui.getPage().reload();
    }
}
