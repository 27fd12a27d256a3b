package io.duebook.portal.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.session.Visitor;
import jakarta.annotation.security.PermitAll;

/** The start: a contact lands on the statement, staff on the overview. */
@Route("")
@PermitAll
class Home extends Div implements BeforeEnterObserver {

    private final Visitor visitor;

    Home(Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.forwardTo(visitor.isContact() ? "statement" : "overview");
    }
}
