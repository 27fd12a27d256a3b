package io.duebook.portal.staff;

import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PeopleApi;
import io.duebook.portal.api.PeopleApi.NewMember;
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
        head(
                getTranslation("members.title"),
                getTranslation("members.below", visitor.tenant().name()));
        add(new MembersPanel());
    }

    private final class MembersPanel extends PeoplePanel {

        MembersPanel() {
            super("members", visitor.may("members:write"), true);
            show();
        }

        @Override
        List<PersonRow> people() {
            return people.members(null, MOST).data().stream()
                    .map(member ->
                            new PersonRow(member.id(), member.name(), member.email(), member.roles(), member.state()))
                    .toList();
        }

        @Override
        void invite() {
            new InvitationDialog(ROLES, (key, wanted) -> {
                        people.inviteMember(
                                key, new NewMember(wanted.email(), wanted.name(), wanted.roles(), wanted.language()));
                        show();
                    })
                    .open();
        }

        @Override
        void inviteAgain(String id, String key) {
            people.inviteMemberAgain(id, key);
        }

        @Override
        void revoke(String id, String key) {
            people.revokeMember(id, key);
        }
    }
}
