package io.duebook.portal.document;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.InvoicesApi.TaxDocument;
import io.duebook.portal.shell.Dates;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields of one tax document of an invoice. */
class TaxDocumentEditor extends Div {

    private static final String FAPIAO = "digital_fapiao";
    private static final String REQUESTED = "requested";
    private static final String TWENTY_DIGITS = "\\d{20}";

    private final Select<String> kind = new Select<>();
    private final Select<String> state = new Select<>();
    private final TextField number = new TextField(getTranslation("tax_document.number"));
    private final DatePicker issuedOn;

    TaxDocumentEditor(@Nullable TaxDocument known, boolean isChinese, Consumer<TaxDocumentEditor> removing) {
        addClassName("tax-document");
        kind.setLabel(getTranslation("field.kind"));
        kind.setItems(FAPIAO, "other");
        kind.setItemLabelGenerator(word -> getTranslation("tax_document.kind." + word));
        kind.setValue(known == null ? (isChinese ? FAPIAO : "other") : known.kind());
        state.setLabel(getTranslation("field.state"));
        state.setItems(REQUESTED, "issued", "reversed");
        state.setItemLabelGenerator(word -> getTranslation("tax_state." + word));
        state.setValue(known == null ? "issued" : known.state());
        issuedOn = Dates.field(
                getTranslation("tax_document.issued_on"), known == null ? null : known.issuedOn(), getLocale());
        number.setMaxLength(64);
        if (known != null && known.number() != null) {
            number.setValue(known.number());
        }
        var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> removing.accept(this));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.setAriaLabel(getTranslation("tax_document.remove"));
        if (known != null && isForGood(known)) {
            kind.setReadOnly(true);
            number.setReadOnly(true);
            state.setItems(
                    known.state().equals("reversed") ? new String[] {"reversed"} : new String[] {"issued", "reversed"});
            state.setValue(known.state());
            remove.setVisible(false);
        }
        add(kind, number, state, issuedOn, remove);
    }

    /** What the tax authority has issued can only be reversed. */
    private static boolean isForGood(TaxDocument known) {
        return known.kind().equals(FAPIAO) && !known.state().equals(REQUESTED);
    }

    boolean check() {
        String typed = number.getValue().strip();
        boolean isRight = typed.isEmpty()
                ? state.getValue().equals(REQUESTED)
                : !kind.getValue().equals(FAPIAO) || typed.matches(TWENTY_DIGITS);
        number.setErrorMessage(
                getTranslation(typed.isEmpty() ? "tax_document.number.required" : "tax_document.number.wrong"));
        number.setInvalid(!isRight);
        return isRight;
    }

    TaxDocument typed() {
        return new TaxDocument(
                kind.getValue(),
                number.getValue().isBlank() ? null : number.getValue().strip(),
                state.getValue(),
                issuedOn.getValue());
    }
}
