package io.duebook.portal.staff;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.FieldErrors;
import io.duebook.portal.words.Translations;
import java.time.LocalDate;

/** Asks for what goes with a step that has a day of its own, as those of a bill or cheque, and undoing. */
abstract class DatedDialog<T> extends CommandDialog<T> {

    private final transient FieldErrors errors;
    final DatePicker day;

    /** @param label the key of what the day is called */
    DatedDialog(Translations translations, String label, LocalDate likely) {
        this.day = Dates.field(getTranslation(label), likely, getLocale());
        this.errors = new FieldErrors(translations)
                .about(
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

    static TextField amountField(String label) {
        var field = new TextField(label);
        field.getElement().setAttribute("inputmode", "decimal");
        return field;
    }

    @Override
    protected boolean isComplete() {
        return mark(day, day.getValue() != null, "form.required");
    }

    @Override
    protected boolean isToldInAField(ApiProblem refused) {
        return errors.isTold(refused);
    }
}
