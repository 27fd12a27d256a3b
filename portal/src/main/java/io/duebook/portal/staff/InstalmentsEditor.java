package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.api.InvoicesApi.NewInstalment;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.staff.InstalmentsDraft.TypedPart;
import io.duebook.portal.words.Amounts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of several due dates, and all along what of the total has none yet. There are always two at least. */
class InstalmentsEditor extends Div {

    private static final int MOST = 120;

    private final List<Part> parts = new ArrayList<>();
    private final Div rows = new Div();
    private final Div remainder = new Div();
    private String currency;
    private long total;
    private @Nullable LocalDate issued;

    /** One row of fields. */
    private record Part(DatePicker dueOn, TextField amount, Checkbox retention, Div row) {}

    InstalmentsEditor(String currency) {
        this.currency = currency;
        addClassName("instalments");
        remainder.addClassName("remainder");
        remainder.getElement().setAttribute("aria-live", "polite");
        var another =
                new Button(getTranslation("instalments.add"), VaadinIcon.PLUS.create(), click -> addAfter(lastDay()));
        var evenly = new Button(getTranslation("instalments.evenly"), click -> shareOut());
        var doing = new Div(another, evenly);
        doing.addClassName("head-actions");
        add(rows, doing, remainder);
    }

    /** What is to be shared out. */
    void of(long amount, String ofCurrency, @Nullable LocalDate onDay) {
        total = amount;
        currency = ofCurrency;
        issued = onDay;
        count();
    }

    /** Begins with two parts, a month and two after the day. */
    void begin(LocalDate from) {
        if (parts.isEmpty()) {
            addAfter(from);
            addAfter(lastDay());
        }
    }

    private @Nullable LocalDate lastDay() {
        return parts.isEmpty() ? null : parts.getLast().dueOn().getValue();
    }

    private void addAfter(@Nullable LocalDate day) {
        if (parts.size() == MOST) {
            Notice.say(getTranslation("instalments.most", MOST));
            return;
        }
        var dueOn = Dates.field(getTranslation("field.due_date"), day == null ? null : day.plusMonths(1), getLocale());
        var amount = new TextField(getTranslation("field.amount"));
        amount.getElement().setAttribute("inputmode", "decimal");
        amount.setValueChangeMode(ValueChangeMode.LAZY);
        var remove = new Button(VaadinIcon.CLOSE_SMALL.create());
        remove.setAriaLabel(getTranslation("instalments.remove"));
        var retention = new Checkbox(getTranslation("instalments.retention"));
        var row = new Div(dueOn, amount, retention, remove);
        row.addClassName("rate");
        var part = new Part(dueOn, amount, retention, row);
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.addClickListener(click -> remove(part));
        dueOn.addValueChangeListener(change -> count());
        amount.addValueChangeListener(change -> count());
        parts.add(part);
        rows.add(row);
        count();
    }

    private void remove(Part part) {
        if (parts.size() > 2) {
            parts.remove(part);
            rows.remove(part.row());
            count();
        } else {
            Notice.say(getTranslation("instalments.fewest"));
        }
    }

    private void shareOut() {
        long[] shares = draft().evenly().toArray();
        for (int at = 0; at < shares.length; at++) {
            parts.get(at).amount().setValue(Amounts.plain(shares[at], currency));
        }
    }

    private InstalmentsDraft draft() {
        return new InstalmentsDraft(
                currency,
                total,
                issued,
                parts.stream()
                        .map(part -> new TypedPart(
                                part.dueOn().getValue(),
                                part.amount().getValue(),
                                part.retention().getValue()))
                        .toList());
    }

    private void count() {
        InstalmentsDraft draft = draft();
        parts.forEach(part -> part.amount().setPlaceholder(""));
        draft.restGoesTo().ifPresent(at -> parts.get(at)
                .amount()
                .setPlaceholder(draft.amount(at)
                        .map(rest -> Amounts.plain(rest, currency))
                        .orElse("")));
        long left = draft.left();
        remainder.removeAll();
        remainder.setClassName("bad", left < 0);
        remainder.add(
                new Span(getTranslation(left < 0 ? "receipt.remainder.too_much" : "instalments.left")),
                new Span(Amounts.in(getLocale()).text(Math.abs(left), currency)));
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        InstalmentsDraft draft = draft();
        for (int at = 0; at < parts.size(); at++) {
            Part part = parts.get(at);
            Fields.mark(
                    part.dueOn(), draft.isDayRight(at), at == 0 ? "instalments.day.first" : "instalments.day.wrong");
            Fields.mark(part.amount(), draft.amount(at).isPresent(), "form.not_an_amount");
        }
        if (draft.left() != 0) {
            Notice.say(getTranslation("instalments.not_all"));
        }
        return draft.isComplete();
    }

    /** What was typed; only after {@link #check}. */
    List<NewInstalment> asked() {
        return draft().asked();
    }
}
