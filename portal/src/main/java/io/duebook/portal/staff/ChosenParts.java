package io.duebook.portal.staff;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.CustomersApi.Line;
import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits a receipt over chosen claims, and says all along what is left of it. */
class ChosenParts extends Div {

    private static final int MOST = 200;

    private final Map<Line, TextField> fields = new LinkedHashMap<>();
    private final Div remainder = new Div();
    private String currency = "";
    private long whole;

    ChosenParts() {
        remainder.addClassName("remainder");
        remainder.getElement().setAttribute("aria-live", "polite");
    }

    void offer(@Nullable InCurrency owed, String ofCurrency) {
        removeAll();
        fields.clear();
        currency = ofCurrency;
        if (owed == null || owed.lines().isEmpty()) {
            add(new Paragraph(getTranslation("receipt.parts.nothing", ofCurrency)));
            return;
        }
        var amounts = Amounts.in(getLocale());
        var table = new Table(
                getTranslation("receipt.parts"),
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.words(getTranslation("field.state")).at(Place.NOTE),
                Column.figures(getTranslation("field.open")).at(Place.FIGURE),
                Column.figures(getTranslation("receipt.part")).at(Place.END));
        owed.lines().stream().limit(MOST).forEach(line -> {
            var field = new TextField();
            field.setAriaLabel(getTranslation("receipt.part.of", line.number()));
            field.getElement().setAttribute("inputmode", "decimal");
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.setPlaceholder(Amounts.plain(line.open(), currency));
            field.setClearButtonVisible(true);
            field.addValueChangeListener(change -> count());
            fields.put(line, field);
            table.row(line.number(), Pill.due(line.daysPastDue()), amounts.text(line.open(), currency), field);
        });
        add(table);
        if (owed.lines().size() > MOST) {
            add(new Paragraph(getTranslation("receipt.parts.more", MOST)));
        }
        add(remainder);
        count();
    }

    void of(long amount) {
        whole = amount;
        if (!fields.isEmpty()) {
            count();
        }
    }

    private void count() {
        long left = whole - parts().stream().mapToLong(Part::amount).sum();
        remainder.removeAll();
        remainder.setClassName("bad", left < 0);
        remainder.add(
                new Span(getTranslation(left < 0 ? "receipt.remainder.too_much" : "receipt.remainder")),
                new Span(Amounts.in(getLocale()).text(Math.abs(left), currency)));
    }

    /** What was typed, so far as it can be read. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        fields.forEach((line, field) -> Amounts.read(field.getValue(), currency)
                .filter(amount -> amount > 0)
                .ifPresent(amount -> parts.add(new Part(line.id(), amount))));
        return parts;
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        boolean right = true;
        for (Map.Entry<Line, TextField> entry : fields.entrySet()) {
            TextField field = entry.getValue();
            Optional<Long> amount = Amounts.read(field.getValue(), currency);
            boolean fits = field.getValue().isBlank()
                    || amount.filter(part -> part > 0 && part <= entry.getKey().open())
                            .isPresent();
            field.setErrorMessage(getTranslation("receipt.part.wrong"));
            field.setInvalid(!fits);
            right &= fits;
        }
        return right && parts().stream().mapToLong(Part::amount).sum() <= whole;
    }
}
