package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.PoliciesApi.Rate;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.words.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One row of a table of rates: from which day, and how much a year. */
class RateEditor extends Div {

    private static final BigDecimal MOST = BigDecimal.valueOf(999_999_999, 6);

    private final DatePicker from;
    private final TextField percent = Fields.figure(getTranslation("interest.percent"));

    RateEditor(@Nullable Rate rate, boolean isEditable, Consumer<RateEditor> removing) {
        from = Dates.field(getTranslation("policies.rate.from"), rate == null ? null : rate.from(), getLocale());
        from.setReadOnly(!isEditable);
        percent.setValue(rate == null ? "" : rate.percent());
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
        boolean isDay =
                Fields.mark(from, day != null && days.add(day), day == null ? "form.required" : "policies.rate.twice");
        return Fields.mark(percent, typed().isPresent(), "policies.rate.wrong") & isDay;
    }

    private Optional<BigDecimal> typed() {
        return Decimals.read(percent.getValue())
                .filter(number -> number.signum() >= 0 && number.compareTo(MOST) <= 0 && number.scale() <= 6);
    }

    /** What was typed; only after {@link #check}. */
    Rate rate() {
        return new Rate(from.getValue(), typed().orElseThrow().toPlainString());
    }
}
