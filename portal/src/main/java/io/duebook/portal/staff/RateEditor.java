package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.PoliciesApi.Rate;
import io.duebook.portal.shell.Dates;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One row of a table of rates: from which day, and how much a year. */
class RateEditor extends Div {

    private static final String DECIMAL = "\\d{1,3}(\\.\\d{1,6})?";

    private final DatePicker from;
    private final TextField percent = new TextField(getTranslation("interest.percent"));

    RateEditor(@Nullable Rate rate, boolean isEditable, Consumer<RateEditor> removing) {
        from = Dates.field(getTranslation("policies.rate.from"), rate == null ? null : rate.from(), getLocale());
        from.setReadOnly(!isEditable);
        percent.setValue(rate == null ? "" : rate.percent());
        percent.getElement().setAttribute("inputmode", "decimal");
        percent.setReadOnly(!isEditable);
        var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> removing.accept(this));
        remove.setAriaLabel(getTranslation("policies.rate.remove"));
        remove.setVisible(isEditable);
        addClassName("rate");
        add(from, percent, remove);
    }

    /** @param days of the rows before; two rows never begin on one day */
    boolean check(Set<LocalDate> days) {
        LocalDate day = from.getValue();
        from.setErrorMessage(getTranslation(day == null ? "form.required" : "policies.rate.twice"));
        from.setInvalid(day == null || !days.add(day));
        percent.setErrorMessage(getTranslation("policies.rate.wrong"));
        percent.setInvalid(!percent.getValue().strip().replace(',', '.').matches(DECIMAL));
        return !from.isInvalid() && !percent.isInvalid();
    }

    /** What was typed; only after {@link #check}. */
    Rate rate() {
        return new Rate(from.getValue(), percent.getValue().strip().replace(',', '.'));
    }
}
