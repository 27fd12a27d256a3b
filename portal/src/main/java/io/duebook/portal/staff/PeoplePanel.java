package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import java.util.ArrayList;
import java.util.List;

/** People who may sign in: who they are, how far their invitation has come, and its withdrawal. */
class PeoplePanel extends Section {

    private final String words;
    private final transient People people;
    private final List<String> roles;
    private final boolean mayChange;
    private final Div list = new Div();
    private final transient CommandKeys<String> invitations = new CommandKeys<>();
    private final transient CommandKeys<String> withdrawals = new CommandKeys<>();

    /**
     * @param words begins the keys of its words
     * @param roles those that can be given; none where people have none
     */
    PeoplePanel(String words, People people, List<String> roles, boolean mayChange) {
        this.words = words;
        this.people = people;
        this.roles = roles;
        this.mayChange = mayChange;
        addClassName("panel");
        setAriaLabel(getTranslation(words + ".title"));
        add(list);
        show();
    }

    /** With a heading of its own and the way to invite somebody beside it. */
    PeoplePanel headed() {
        var head = new Div(new H2(getTranslation(words + ".title")));
        head.addClassName("panel-head");
        head.add(inviting());
        addComponentAsFirst(head);
        return this;
    }

    /** The way to invite somebody, for whoever may. */
    Component[] inviting() {
        return mayChange
                ? new Component[] {
                    new Button(getTranslation("people.invite"), click -> new InvitationDialog(roles, (key, wanted) -> {
                                people.invite(key, wanted);
                                show();
                            })
                            .open())
                }
                : new Component[0];
    }

    private void show() {
        list.removeAll();
        List<PersonRow> found = people.all();
        list.add(found.isEmpty() ? new Paragraph(getTranslation(words + ".nothing")) : table(found));
    }

    private Component table(List<PersonRow> found) {
        var columns = new ArrayList<>(List.of(
                Column.words(getTranslation("field.name")).at(Place.TITLE),
                Column.words(getTranslation("field.email")).at(Place.NOTE),
                Column.words(getTranslation("field.state")).at(Place.FIGURE)));
        if (!roles.isEmpty()) {
            columns.add(2, Column.words(getTranslation("field.roles")));
        }
        if (mayChange) {
            columns.add(Column.words(getTranslation("people.actions")));
        }
        var table = new Table(getTranslation(words + ".title"), columns.toArray(Column[]::new));
        for (PersonRow person : found) {
            var cells = new ArrayList<Object>(
                    List.of(person.name() == null ? "–" : person.name(), person.email(), state(person.state())));
            if (!roles.isEmpty()) {
                cells.add(2, rolesOf(person));
            }
            if (mayChange) {
                cells.add(actions(person));
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private String rolesOf(PersonRow person) {
        return String.join(
                getTranslation("list.comma"),
                person.roles().stream()
                        .map(role -> getTranslation("role." + role))
                        .toList());
    }

    private Pill state(String state) {
        return new Pill(
                getTranslation("membership." + state),
                state.equals("active") ? "ok" : state.equals("invited") ? "warn" : "neutral");
    }

    private Component actions(PersonRow person) {
        if (person.state().equals("revoked")) {
            return new Span();
        }
        var actions = new Div();
        actions.addClassName("head-actions");
        if (person.state().equals("invited")) {
            actions.add(small(getTranslation("people.again"), () -> {
                invitations.tell(person.id(), key -> people.inviteAgain(person.id(), key));
                Notice.say(getTranslation("people.sent", person.email()));
                show();
            }));
        }
        actions.add(small(getTranslation("people.revoke"), () -> confirm(person)));
        return actions;
    }

    private static Button small(String text, Runnable doing) {
        var button = new Button(text, click -> doing.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }

    private void confirm(PersonRow person) {
        var dialog = new ConfirmDialog(
                getTranslation("people.revoke.title", person.email()),
                getTranslation("people.revoke.text"),
                getTranslation("people.revoke"),
                sure -> {
                    withdrawals.tell(person.id(), key -> people.revoke(person.id(), key));
                    show();
                });
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("action.cancel"));
        dialog.setWidth("28rem");
        dialog.open();
    }
}
