package io.duebook.portal.staff;

import com.vaadin.flow.component.datepicker.DatePicker;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import java.time.LocalDate;

/** Asks for what goes with a step that has a day of its own, as those of a bill or cheque, and undoing. */
abstract class DatedDialog<T> extends CommandDialog<T> {

    final DatePicker day;

    /** @param label the key of what the day is called */
    DatedDialog(String label, LocalDate likely) {
        this.day = Dates.field(getTranslation(label), likely, getLocale());
        errors.about(
                day,
                "bill_too_early",
                "bill_in_future",
                "bill_matured",
                "netted_too_early",
                "netted_in_future",
                "transferred_too_early",
                "transferred_in_future",
                "undone_before_made",
                "undone_in_future");
        day.setRequiredIndicatorVisible(true);
    }

    @Override
    protected boolean isComplete() {
        return Fields.require(day);
    }
}
