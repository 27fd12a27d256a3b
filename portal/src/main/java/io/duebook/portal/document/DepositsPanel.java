package io.duebook.portal.document;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.Deposit;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Deposits of one customer that are asked for or held. They are no part of what is owed, so they stand below it. */
public final class DepositsPanel extends Section {

    private static final int MOST_READ = 200;

    /** Empty where there are none, or the person at the screen may not see them. */
    public static Optional<DepositsPanel> of(Visitor visitor, DepositsApi deposits, String customer) {
        if (!visitor.may("deposits:read")) {
            return Optional.empty();
        }
        List<Deposit> found = deposits.list(customer, null, MOST_READ).data().stream()
                .filter(deposit -> deposit.isAskedFor() || deposit.held() > 0)
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(new DepositsPanel(visitor, found, customer));
    }

    private DepositsPanel(Visitor visitor, List<Deposit> deposits, String customer) {
        String audience = visitor.isContact() ? "contact" : "staff";
        String heading = getTranslation("deposits." + audience + ".open");
        addClassName("panel");
        setAriaLabel(heading);
        var all = new Anchor(
                visitor.isContact() ? "deposits" : "deposits?customer=" + customer, getTranslation("deposits.all"));
        all.addClassName("btn-link");
        var head = new Div(new H2(heading), all);
        head.addClassName("panel-head");
        add(head, table(heading, deposits, visitor.today(), audience));
    }

    private Table table(String heading, List<Deposit> deposits, LocalDate today, String audience) {
        var amounts = Amounts.in(getLocale());
        var table = new Table(
                heading,
                Column.words(getTranslation("deposit.number")).at(Place.TITLE),
                Column.words(getTranslation("field.due_date")).at(Place.NOTE),
                Column.words(getTranslation("field.state")).at(Place.END),
                Column.figures(getTranslation("field.total")).at(Place.FIGURE),
                Column.figures(getTranslation("deposit." + audience + ".held")));
        for (Deposit deposit : deposits) {
            Mark mark = DepositWords.mark(this, deposit, today);
            table.row(
                    new Anchor(Documents.address(deposit.id()), deposit.number()),
                    Days.in(getLocale()).text(deposit.dueDate()),
                    new Pill(mark.text(), mark.look()),
                    amounts.text(deposit.total(), deposit.currency()),
                    amounts.text(deposit.held(), deposit.currency()));
        }
        return table;
    }
}
