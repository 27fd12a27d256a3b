package io.duebook.portal.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** Sign-in did not work out: identity is down, or the person turned back. Waits for a click, so that nothing loops. */
@Route(value = "sign-in-failed", autoLayout = false)
@AnonymousAllowed
class SignInFailed extends Main implements HasDynamicTitle {

    SignInFailed() {
        addClassNames("page", "message-page");
        var again = new Anchor("/", getTranslation("sign_in_failed.again"));
        again.addClassName("btn-link");
        again.setRouterIgnore(true);
        var box = new Div(
                new H1(getTranslation("sign_in_failed.title")),
                new Paragraph(getTranslation("sign_in_failed.text")),
                again);
        box.addClassNames("panel", "message");
        add(box);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("sign_in_failed.title") + " · Duebook";
    }
}
