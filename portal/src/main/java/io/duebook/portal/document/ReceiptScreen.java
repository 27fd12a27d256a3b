package io.duebook.portal.document;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.PdfLink;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;

/** A receipt on a sheet of its own, to read, print or keep. */
@Route(value = "receipts", autoLayout = false)
@PermitAll
@For(scopes = "payments:read")
class ReceiptScreen extends Main implements HasUrlParameter<String>, HasDynamicTitle {

    private final Visitor visitor;
    private final transient PaymentsApi payments;
    private final transient Translations translations;
    private final transient Exports exports;

    ReceiptScreen(Visitor visitor, PaymentsApi payments, Translations translations, Exports exports) {
        this.visitor = visitor;
        this.payments = payments;
        this.translations = translations;
        this.exports = exports;
        addClassName("sheet-page");
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        removeAll();
        Payment payment = payments.get(id);
        add(toolbar(payment), sheet(payment));
    }

    private Div toolbar(Payment payment) {
        var back = new Anchor("payments/" + payment.id(), getTranslation("action.back"));
        back.addClassName("btn-link");
        var print = new Button(getTranslation("receipt.print"), VaadinIcon.PRINT.create());
        print.addThemeVariants(ButtonVariant.PRIMARY);
        print.addClickListener(click -> UI.getCurrent().getPage().executeJs("window.print()"));
        var keep = PdfLink.of(
                exports, visitor, getLocale(), "/v1/payments/" + payment.id(), "receipt-" + payment.receivedOn());
        var toolbar = new Div(back, keep, print);
        toolbar.addClassName("sheet-tools");
        return toolbar;
    }

    private Div sheet(Payment payment) {
        var amounts = Amounts.in(getLocale());
        var days = Days.in(getLocale());
        String currency = payment.amount().currency();
        var supplier = new Span(visitor.tenant().name());
        supplier.addClassName("sheet-supplier");
        var amount = new Div(new Span(getTranslation("receipt.amount")), new Span(amounts.text(payment.amount())));
        amount.addClassName("sheet-amount");
        var facts = new Facts()
                .fact(getTranslation("receipt.from"), payment.customer().name())
                .fact(getTranslation("receipt.to"), visitor.tenant().name())
                .fact(getTranslation("field.contact.received_on"), days.text(payment.receivedOn()))
                .fact(
                        getTranslation("field.contact.method"),
                        PaymentWords.method(translations, payment.method(), getLocale()))
                .fact(getTranslation("field.reference"), payment.reference())
                .fact(getTranslation("receipt.id"), payment.id());
        var table = new Table(
                getTranslation("payment.contact.settles"),
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE));
        payment.allocations().stream()
                .filter(allocation -> !allocation.reversed())
                .filter(allocation -> allocation.customer() == null)
                .forEach(allocation ->
                        table.row(allocation.number(), amounts.text(allocation.amount(), allocation.currency())));
        // It is handed to the payer's customer, who is told how much of it is for others, and not what they owe.
        if (payment.passedOn() > 0) {
            table.row(getTranslation("receipt.others"), amounts.text(payment.passedOn(), currency));
        }
        if (payment.unapplied() > 0) {
            table.row(getTranslation("receipt.unapplied"), amounts.text(payment.unapplied(), currency));
        }
        table.sum(getTranslation("receipt.amount"), amounts.text(payment.amount()));
        var sheet = new Div(supplier, new H1(getTranslation("receipt.title")), amount, facts, table);
        sheet.addClassNames("panel", "sheet");
        if (payment.isReversed()) {
            var reversed = new Paragraph(getTranslation("receipt.reversed"));
            reversed.addClassName("note");
            sheet.addComponentAtIndex(2, reversed);
        }
        return sheet;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("receipt.title") + " · Duebook";
    }
}
