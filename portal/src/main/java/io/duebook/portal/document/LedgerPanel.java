package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Movement;
import io.duebook.portal.api.CustomersApi.Movements;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import java.time.LocalDate;
import java.util.Map;

/** Every movement of a customer's balance between two days, with the balance after each, per currency. */
public class LedgerPanel extends Section {

    private static final int MONTHS_SHOWN_FIRST = 3;
    private static final int MOST_ROWS = 500;

    private final transient CustomersApi customers;
    private final transient Exports exports;
    private final Visitor visitor;
    private final String customer;
    private final DatePicker from;
    private final DatePicker to;
    private final Div movements = new Div();

    public LedgerPanel(CustomersApi customers, Exports exports, Visitor visitor, String customer) {
        this.customers = customers;
        this.exports = exports;
        this.visitor = visitor;
        this.customer = customer;
        LocalDate today = visitor.today();
        from = Dates.field(
                getTranslation("ledger.from"),
                today.minusMonths(MONTHS_SHOWN_FIRST).withDayOfMonth(1),
                getLocale());
        to = Dates.field(getTranslation("ledger.to"), today, getLocale());
        addClassNames("panel", "ledger");
        setAriaLabel(getTranslation("ledger.title"));
        var asking = new Div(from, to, ExportMenu.withPaper(exports, this::activity));
        asking.addClassName("asking");
        add(new H2(getTranslation("ledger.title")), asking, movements);
        from.addValueChangeListener(change -> show());
        to.addValueChangeListener(change -> show());
        show();
    }

    private Asked activity() {
        return new Asked(
                "/v1/customers/" + customer + "/statement",
                Map.of("kind", "activity", "from", text(from), "to", text(to)),
                "activity-" + text(from) + "-" + text(to));
    }

    private static String text(DatePicker day) {
        return day.getValue() == null ? "" : day.getValue().toString();
    }

    private void show() {
        movements.removeAll();
        if (from.getValue() == null || to.getValue() == null || from.getValue().isAfter(to.getValue())) {
            movements.add(new Paragraph(getTranslation("ledger.no_period")));
            return;
        }
        var activity = customers.activity(customer, from.getValue(), to.getValue());
        if (activity.currencies().isEmpty()) {
            movements.add(new Paragraph(getTranslation("ledger.nothing")));
        }
        activity.currencies().forEach(this::show);
    }

    private void show(Movements in) {
        var amounts = Amounts.in(getLocale());
        var days = Days.in(getLocale());
        var table = new Table(
                in.currency(),
                Column.words(getTranslation("ledger.on")).at(Place.NOTE),
                Column.words(getTranslation("ledger.kind")).at(Place.TITLE),
                Column.figures(getTranslation("ledger.amount")).at(Place.FIGURE),
                Column.figures(getTranslation("ledger.running")).at(Place.END));
        table.row(
                days.text(from.getValue()),
                getTranslation("ledger.opening"),
                "",
                amounts.text(in.opening(), in.currency()));
        in.lines().stream()
                .limit(MOST_ROWS)
                .forEach(line -> table.row(
                        days.text(line.on()),
                        what(line),
                        amounts.text(line.amount(), in.currency()),
                        amounts.text(line.running(), in.currency())));
        table.sum(
                days.text(to.getValue()),
                getTranslation("ledger.closing"),
                "",
                amounts.text(in.closing(), in.currency()));
        movements.add(new H3(in.currency()), table);
        if (in.lines().size() > MOST_ROWS) {
            movements.add(new Paragraph(
                    getTranslation("ledger.more", MOST_ROWS, in.lines().size())));
        }
    }

    private String audience() {
        return visitor.isContact() ? "contact" : "staff";
    }

    /** What moved the balance, and the way to its document. */
    private Component what(Movement line) {
        String kind = getTranslation("movement." + audience() + "." + line.kind());
        String words = line.number() == null ? kind : kind + " " + line.number();
        return Documents.link(visitor, line.id(), words);
    }
}
