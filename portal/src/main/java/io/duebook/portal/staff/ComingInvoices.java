package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.staff.RecurrenceDraft.Coming;
import io.duebook.portal.words.Days;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The next invoices of a schedule: their days, when they are due, and what they say. */
class ComingInvoices extends Div {

    static final int SHOWN = 6;

    /**
     * @param coming none: nothing is shown
     * @param text of the first line, with its places
     */
    ComingInvoices(RecurrenceDraft schedule, List<Coming> coming, Optional<DueDay> due, String text, LocalDate today) {
        addClassName("coming-table");
        if (coming.isEmpty()) {
            return;
        }
        var days = Days.in(getLocale());
        var table = new Table(
                getTranslation("recurring.coming"),
                Column.words(getTranslation("field.issue_date")).at(Place.TITLE),
                Column.words(getTranslation("field.due_date")).at(Place.FIGURE),
                Column.words(getTranslation("field.description")).at(Place.NOTE));
        for (Coming one : coming) {
            var shown = new Div(new Span(days.text(one.day())));
            shown.addClassName("marks");
            if (!one.day().isAfter(today)) {
                shown.add(new Pill(getTranslation("recurring.at_once"), "warn"));
            }
            table.row(
                    shown, due.map(day -> days.text(day.of(one.day()))).orElse("–"), text(schedule.worded(text, one)));
        }
        add(table);
    }

    private static Component text(String words) {
        return new Span(words);
    }
}
