package io.duebook.portal.staff;

import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PeopleApi;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** The tenant's own staff and their roles. */
@Route("members")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "members:read")
class MembersScreen extends Screen implements AfterNavigationObserver {

    private static final List<String> ROLES =
            List.of("admin", "accountant", "collector", "credit_manager", "sales", "auditor");

    private final Visitor visitor;
    private final transient PeopleApi people;

    MembersScreen(Visitor visitor, PeopleApi people) {
        this.visitor = visitor;
        this.people = people;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var members = new PeoplePanel("members", new People.Members(people), ROLES, visitor.may("members:write"));
        head(
                getTranslation("members.title"),
                getTranslation("members.below", visitor.tenant().name()),
                members.inviting());
        add(members);
    }
}
