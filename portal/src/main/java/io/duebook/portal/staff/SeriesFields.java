package io.duebook.portal.staff;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.api.PoliciesApi.Series;
import io.duebook.portal.shell.Fields;
import java.util.Set;

/** How one kind of document is numbered, and what a number of it looks like. */
class SeriesFields extends Div {

    private static final String PREFIX = "[A-Za-z0-9/._-]*(\\{year})?[A-Za-z0-9/._-]*";
    private static final String START = "[1-9]\\d{0,11}";
    private static final int MOST_DIGITS = 12;
    private static final int LONGEST_PREFIX = 24;

    private final TextField prefix = new TextField(getTranslation("policies.series.prefix"));
    private final IntegerField digits = new IntegerField(getTranslation("policies.series.digits"));
    private final TextField start = new TextField(getTranslation("policies.series.start"));
    private final Paragraph example = new Paragraph();
    private final int year;

    /** @param year of an example */
    SeriesFields(String heading, int year, boolean isEditable) {
        this.year = year;
        prefix.setMaxLength(LONGEST_PREFIX);
        prefix.setHelperText(getTranslation("policies.series.prefix.help", "{year}"));
        digits.setMin(1);
        digits.setMax(MOST_DIGITS);
        digits.setStepButtonsVisible(true);
        start.getElement().setAttribute("inputmode", "numeric");
        for (TextField field : new TextField[] {prefix, start}) {
            field.setReadOnly(!isEditable);
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(change -> explain());
            field.addClassName("third");
        }
        digits.setReadOnly(!isEditable);
        digits.addValueChangeListener(change -> explain());
        digits.addClassName("third");
        example.addClassNames("muted", "wide");
        example.getElement().setAttribute("aria-live", "polite");
        var form = new Div(prefix, digits, start, example);
        form.addClassName("form");
        add(new H3(heading), form);
    }

    void show(Series inForce) {
        prefix.setValue(inForce.prefix());
        digits.setValue(inForce.digits());
        start.setValue(Long.toString(inForce.start()));
        explain();
    }

    private void explain() {
        example.setText(
                isRight()
                        ? getTranslation(
                                "policies.series.example",
                                prefix.getValue().strip().replace("{year}", Integer.toString(year))
                                        + String.format("%0" + digits.getValue() + "d", wanted().start()))
                        : "");
    }

    private boolean isRight() {
        return isPrefixRight() && areDigitsRight() && isStartRight();
    }

    private boolean isPrefixRight() {
        return prefix.getValue().strip().matches(PREFIX);
    }

    private boolean areDigitsRight() {
        return digits.getValue() != null && digits.getValue() >= 1 && digits.getValue() <= MOST_DIGITS;
    }

    private boolean isStartRight() {
        return start.getValue().strip().matches(START);
    }

    /**
     * Marks what is wrong, and tells whether nothing is.
     *
     * @param taken the prefixes of other kinds of documents, from which this one is to be told apart; it is added to them
     */
    boolean check(Set<String> taken) {
        boolean isApart = taken.add(prefix());
        boolean isRight = Fields.mark(
                prefix,
                isPrefixRight() && isApart,
                isApart ? "policies.series.prefix.wrong" : "policies.series.prefix.same");
        isRight &= Fields.mark(digits, areDigitsRight(), "policies.series.digits.wrong", MOST_DIGITS);
        return isRight & Fields.mark(start, isStartRight(), "policies.series.start.wrong");
    }

    String prefix() {
        return prefix.getValue().strip();
    }

    /** What was typed; only where it is right. */
    Series wanted() {
        return new Series(
                prefix(), digits.getValue(), Long.parseLong(start.getValue().strip()));
    }
}
