package io.duebook.portal.document;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.duebook.portal.api.StatementsApi;
import io.duebook.portal.api.StatementsApi.Listed;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Days;
import java.util.List;
import java.util.Optional;

/** The statements of a customer that were handed out last, and for staff the way to hand out another. */
public final class FrozenStatementsPanel extends Section {

    private static final int MOST_SHOWN = 6;

    /** Empty where there are none and the person at the screen may make none. */
    public static Optional<FrozenStatementsPanel> of(
            Visitor visitor, StatementsApi statements, String customer, String customerName) {
        if (!visitor.may("statements:read")) {
            return Optional.empty();
        }
        boolean mayFreeze = !visitor.isContact() && visitor.may("statements:write");
        List<Listed> found = statements.list(customer, null, null, MOST_SHOWN).data();
        return found.isEmpty() && !mayFreeze
                ? Optional.empty()
                : Optional.of(new FrozenStatementsPanel(visitor, statements, customer, customerName, found, mayFreeze));
    }

    private FrozenStatementsPanel(
            Visitor visitor,
            StatementsApi statements,
            String customer,
            String customerName,
            List<Listed> found,
            boolean mayFreeze) {
        String audience = visitor.isContact() ? "contact" : "staff";
        String heading = getTranslation("frozen." + audience + ".title");
        addClassName("panel");
        setAriaLabel(heading);
        var head = new Div(new H2(heading));
        head.addClassName("panel-head");
        if (mayFreeze) {
            head.add(new Button(getTranslation("frozen.freeze"), click -> new FreezeDialog(
                            statements,
                            customer,
                            customerName,
                            "activity",
                            null,
                            visitor.today(),
                            frozen -> UI.getCurrent().navigate(Documents.address(frozen.id())))
                    .open()));
        }
        if (!found.isEmpty()) {
            var all = new Anchor(
                    visitor.isContact() ? "statements" : "statements?customer=" + customer,
                    getTranslation("frozen.all"));
            all.addClassName("btn-link");
            head.add(all);
        }
        add(head);
        add(found.isEmpty() ? new Paragraph(getTranslation("frozen.staff.nothing")) : table(heading, found, visitor));
    }

    private Table table(String heading, List<Listed> found, Visitor visitor) {
        var days = Days.in(getLocale());
        var table = new Table(
                heading,
                Column.words(getTranslation("frozen.number")).at(Place.TITLE),
                Column.words(getTranslation("frozen.kind")).at(Place.NOTE),
                Column.words(getTranslation("frozen.days")).at(Place.END),
                Column.words(getTranslation("frozen.version")),
                Column.words(getTranslation("frozen.frozen_at")),
                Column.words(getTranslation("field.state")).at(Place.FIGURE));
        for (Listed statement : found) {
            Mark mark = StatementWords.mark(this, statement);
            table.row(
                    new Anchor(Documents.address(statement.id()), statement.number()),
                    StatementWords.kind(this, statement.kind()),
                    StatementWords.days(this, days, statement.from(), statement.asOf()),
                    String.valueOf(statement.version()),
                    days.text(statement.frozenAt(), visitor.tenant().timeZone()),
                    new Pill(mark.text(), mark.look()));
        }
        return table;
    }
}
