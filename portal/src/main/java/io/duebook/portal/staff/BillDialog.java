package io.duebook.portal.staff;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.words.Translations;
import java.time.LocalDate;
import java.util.Set;

/** Asks for what goes with a step of a bill or cheque, which always has a day. */
abstract class BillDialog<T> extends CommandDialog<T> {

    private static final Set<String> ABOUT_THE_DAY =
            Set.of("bill_too_early", "bill_in_future", "bill_matured", "undone_before_made", "undone_in_future");

    private final transient Translations translations;
    final DatePicker day;

    /** @param label the key of what the day is called */
    BillDialog(Translations translations, String label, LocalDate likely) {
        this.translations = translations;
        this.day = Dates.field(getTranslation(label), likely, getLocale());
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
        if (ABOUT_THE_DAY.contains(refused.body().code())) {
            tell(day, refused);
            return true;
        }
        return false;
    }

    final void tell(HasValidation field, ApiProblem refused) {
        tellIn(field, refused, translations);
    }
}
