package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.staff.InvoiceDraft.TypedLine;
import io.duebook.portal.words.Amounts;
import java.util.function.Consumer;

/** The fields of one line of an invoice, or of a credit note on it. */
class LineEditor extends Div {

    private static final int LONGEST = 500;

    private final TextField description = new TextField(getTranslation("field.description"));
    private final TextField quantity = new TextField(getTranslation("field.quantity"));
    private final TextField unitAmount = new TextField(getTranslation("field.unit_amount"));
    private final TextField taxRate = new TextField(getTranslation("field.tax_rate"));
    private final Span net = new Span();

    LineEditor(String taxRateOfLast, Runnable changed, Consumer<LineEditor> removing) {
        addClassName("line");
        description.setMaxLength(LONGEST);
        quantity.setValue("1");
        taxRate.setValue(taxRateOfLast);
        net.addClassName("line-net");
        for (TextField field : new TextField[] {description, quantity, unitAmount, taxRate}) {
            field.setValueChangeMode(ValueChangeMode.ON_CHANGE);
            field.addValueChangeListener(change -> changed.run());
        }
        for (TextField figure : new TextField[] {quantity, unitAmount, taxRate}) {
            figure.getElement().setAttribute("inputmode", "decimal");
        }
        var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> removing.accept(this));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.setAriaLabel(getTranslation("invoice.line.remove"));
        add(description, quantity, unitAmount, taxRate, net, remove);
    }

    /** With what is there already. */
    static LineEditor of(TypedLine given, Runnable changed, Consumer<LineEditor> removing) {
        var editor = new LineEditor(given.taxRate(), () -> {}, removing);
        editor.description.setValue(given.description());
        editor.quantity.setValue(given.quantity());
        editor.unitAmount.setValue(given.unitAmount());
        for (TextField field :
                new TextField[] {editor.description, editor.quantity, editor.unitAmount, editor.taxRate}) {
            field.addValueChangeListener(change -> changed.run());
        }
        return editor;
    }

    /** With what a line of an invoice suggests; its tax rate is what was charged, and stays. */
    static LineEditor ofInvoiced(TypedLine suggested, Runnable changed, Consumer<LineEditor> removing) {
        LineEditor editor = of(suggested, changed, removing);
        editor.taxRate.setReadOnly(true);
        return editor;
    }

    TypedLine typed() {
        return new TypedLine(description.getValue(), quantity.getValue(), unitAmount.getValue(), taxRate.getValue());
    }

    String taxRate() {
        return taxRate.getValue();
    }

    void showNet(InvoiceDraft draft) {
        net.setText(draft.net(typed())
                .map(amount -> Amounts.in(getLocale()).text(amount, draft.currency()))
                .orElse("–"));
    }

    /** Marks what is missing or wrong, and tells whether nothing is. */
    boolean check(InvoiceDraft draft) {
        if (typed().isBlank()) {
            return true;
        }
        Fields.require(description);
        Fields.mark(quantity, InvoiceDraft.decimal(quantity.getValue()).isPresent(), "form.not_a_number");
        Fields.mark(
                unitAmount,
                Amounts.read(unitAmount.getValue(), draft.currency()).isPresent(),
                "form.not_an_amount");
        Fields.mark(taxRate, draft.isComplete(new TypedLine("x", "1", "1", taxRate.getValue())), "form.not_a_rate");
        return draft.isComplete(typed());
    }
}
