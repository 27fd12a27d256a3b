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
import com.vaadin.flow.component.notification.Notification;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import java.util.List;
import java.util.UUID;

/** People who may sign in: who they are, how far their invitation has come, and its withdrawal. */
abstract class PeoplePanel extends Section {

    static final int MOST = 200;
    private static final int READABLE_MS = 4_000;

    private final String words;
    private final boolean mayChange;
    private final boolean hasRoles;

    /** @param words begins the keys of its words */
    PeoplePanel(String words, boolean mayChange, boolean hasRoles) {
        this.words = words;
        this.mayChange = mayChange;
        this.hasRoles = hasRoles;
        addClassName("panel");
        setAriaLabel(getTranslation(words + ".title"));
    }

    abstract List<PersonRow> people();

    /** Opens the form of an invitation. */
    abstract void invite();

    abstract void inviteAgain(String id, String key);

    abstract void revoke(String id, String key);

    final void show() {
        removeAll();
        var head = new Div(new H2(getTranslation(words + ".title")));
        head.addClassName("page-head");
        if (mayChange) {
            var invite = new Button(getTranslation("people.invite"), click -> invite());
            head.add(invite);
        }
        add(head);
        List<PersonRow> people = people();
        add(people.isEmpty() ? new Paragraph(getTranslation(words + ".nothing")) : table(people));
    }

    private Component table(List<PersonRow> people) {
        var table = new Table(
                getTranslation(words + ".title"),
                Column.words(getTranslation("field.name")),
                Column.words(getTranslation("field.email")),
                Column.words(getTranslation(hasRoles ? "field.roles" : "field.kind")),
                Column.words(getTranslation("field.state")),
                Column.words(getTranslation("people.actions")));
        for (PersonRow person : people) {
            table.row(
                    person.name() == null ? "–" : person.name(),
                    person.email(),
                    hasRoles ? roles(person) : getTranslation("people.contact"),
                    state(person.state()),
                    mayChange ? actions(person) : new Span());
        }
        return table;
    }

    private String roles(PersonRow person) {
        return String.join(
                ", ",
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
        var actions = new Div();
        actions.addClassName("head-actions");
        if (person.state().equals("invited")) {
            String key = UUID.randomUUID().toString();
            var again = small(getTranslation("people.again"));
            again.addClickListener(click -> {
                inviteAgain(person.id(), key);
                say(getTranslation("people.sent", person.email()));
                show();
            });
            actions.add(again);
        }
        if (!person.state().equals("revoked")) {
            var revoke = small(getTranslation("people.revoke"));
            revoke.addClickListener(click -> confirm(person));
            actions.add(revoke);
        }
        return actions;
    }

    private static Button small(String text) {
        var button = new Button(text);
        button.addThemeVariants(ButtonVariant.SMALL);
        button.setDisableOnClick(false);
        return button;
    }

    private void confirm(PersonRow person) {
        String key = UUID.randomUUID().toString();
        var dialog = new ConfirmDialog(
                getTranslation("people.revoke.title", person.email()),
                getTranslation("people.revoke.text"),
                getTranslation("people.revoke"),
                sure -> {
                    revoke(person.id(), key);
                    show();
                });
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("action.cancel"));
        dialog.open();
    }

    static void say(String sentence) {
        Notification.show(sentence, READABLE_MS, Notification.Position.TOP_CENTER);
    }
}
