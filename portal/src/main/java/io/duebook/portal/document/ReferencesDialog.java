package io.duebook.portal.document;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.InvoicesApi.Invoice;
import io.duebook.portal.api.InvoicesApi.KnownBy;
import io.duebook.portal.shell.CommandButton;
import io.duebook.portal.shell.FieldErrors;
import io.duebook.portal.shell.Fields;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Changes what an invoice is known by; nothing of it is posted. */
class ReferencesDialog extends Dialog {

    private static final int LONGEST = 100;

    private final TextField purchaseOrder = field("field.purchase_order");
    private final TextField deliveryNote = field("field.delivery_note");
    private final TextField contract = field("field.contract");
    private final TextField salesperson = field("field.salesperson");
    private final TaxDocumentsEditor taxDocuments;

    ReferencesDialog(InvoicesApi invoices, Invoice invoice, @Nullable String country, Consumer<Invoice> changed) {
        setHeaderTitle(getTranslation("references.change"));
        setWidth("52rem");
        addClassName("references");
        fill(purchaseOrder, invoice.purchaseOrder());
        fill(deliveryNote, invoice.deliveryNote());
        fill(contract, invoice.contract());
        fill(salesperson, invoice.salesperson());
        taxDocuments = new TaxDocumentsEditor(country, invoice.taxDocuments());
        var errors = new FieldErrors()
                .of("purchase_order", purchaseOrder)
                .of("delivery_note", deliveryNote)
                .of("contract", contract)
                .of("salesperson", salesperson);
        var save = new CommandButton(getTranslation("action.save"), errors, taxDocuments::check, () -> {
            Invoice now = invoices.change(invoice.id(), invoice.tag(), typed());
            close();
            changed.accept(now);
        });
        var form = new Div(purchaseOrder, deliveryNote, contract, salesperson);
        form.addClassName("form");
        add(form, new H3(getTranslation("tax_document.title")), taxDocuments);
        getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), save.first());
    }

    private TextField field(String key) {
        var field = new TextField(getTranslation(key));
        field.setMaxLength(LONGEST);
        return field;
    }

    private static void fill(TextField field, @Nullable String known) {
        field.setValue(Objects.requireNonNullElse(known, ""));
    }

    private KnownBy typed() {
        return new KnownBy(
                Fields.given(purchaseOrder),
                Fields.given(deliveryNote),
                Fields.given(contract),
                Fields.given(salesperson),
                taxDocuments.typed());
    }
}
