package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.Allocation;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.api.PaymentsApi.Reversal;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;

/** One payment, and what it settled. */
@Route("payments")
@PermitAll
@For(scopes = "payments:read")
class PaymentScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient PaymentsApi payments;
    private final transient Translations translations;

    PaymentScreen(Visitor visitor, PaymentsApi payments, Translations translations) {
        this.visitor = visitor;
        this.payments = payments;
        this.translations = translations;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(payments.get(id));
    }

    private void show(Payment payment) {
        String audience = visitor.isContact() ? "contact" : "staff";
        head(
                getTranslation("payment." + audience + ".title", amounts().text(payment.amount())),
                visitor.isContact()
                        ? visitor.tenant().name()
                        : payment.customer().name(),
                actions(payment));
        add(facts(payment, audience), settles(payment, audience));
        if (!payment.reversals().isEmpty()) {
            add(history(payment, audience));
        }
    }

    private Component[] actions(Payment payment) {
        Anchor receipt = receipt(payment);
        if (visitor.isContact() || !visitor.may("payments:write")) {
            return new Component[] {receipt};
        }
        var other = payment.isReversed()
                ? new Anchor("reinstatements/of/" + payment.id(), getTranslation("reinstatement.new"))
                : new Anchor("reversals/of/" + payment.id(), getTranslation("reversal.new"));
        other.addClassName("btn-link");
        return new Component[] {other, receipt};
    }

    /** How often it was taken back and given again, and what that cost. */
    private Component history(Payment payment, String audience) {
        String heading = getTranslation("reversal." + audience + ".history");
        var table = new Table(
                heading,
                Column.words(getTranslation("reversal." + audience + ".on")).at(Place.NOTE),
                Column.words(getTranslation("field.kind")).at(Place.TITLE),
                Column.words(getTranslation("reversal.fee")),
                Column.words(getTranslation("reversal.again")));
        for (Reversal reversal : payment.reversals()) {
            String fee = reversal.customerFee();
            table.row(
                    days().text(reversal.reversedOn()),
                    PaymentWords.reversal(translations, audience, reversal.kind(), getLocale()),
                    fee == null ? "–" : new Anchor(Documents.address(fee), getTranslation("reversal.fee.see")),
                    days().text(reversal.reinstatedOn()));
        }
        return panel(heading, table);
    }

    private static Anchor receipt(Payment payment) {
        var receipt = new Anchor("receipts/" + payment.id(), "");
        receipt.setText(receipt.getTranslation("payment.receipt"));
        receipt.addClassName("btn-link");
        return receipt;
    }

    private Component facts(Payment payment, String audience) {
        String currency = payment.amount().currency();
        var facts = new Facts()
                .fact(
                        getTranslation("field.state"),
                        new Pill(
                                getTranslation("payment_state." + audience + "." + payment.state()),
                                payment.isReversed() ? "bad" : "ok"));
        if (!visitor.isContact()) {
            facts.fact(
                    getTranslation("field.customer"),
                    new Anchor(
                            "customers/" + payment.customer().id(),
                            payment.customer().name()));
        }
        facts.fact(getTranslation("field." + audience + ".received_on"), days().text(payment.receivedOn()))
                .fact(
                        getTranslation("field." + audience + ".method"),
                        PaymentWords.method(translations, payment.method(), getLocale()))
                .fact(getTranslation("field.reference"), payment.reference())
                .fact(getTranslation("field.amount"), amounts().text(payment.amount()))
                .fact(
                        getTranslation("field." + audience + ".unapplied"),
                        amounts().text(payment.unapplied(), currency));
        var panel = new Div(facts);
        panel.addClassName("panel");
        if (payment.isReversed() && visitor.isContact()) {
            var note = new Paragraph(getTranslation("payment.contact.reversed"));
            note.addClassName("note");
            panel.add(note);
        }
        if (payment.unapplied() > 0) {
            var note = new Paragraph(getTranslation("payment." + audience + ".unapplied"));
            note.addClassName("note");
            panel.add(note);
        }
        return panel;
    }

    private Component settles(Payment payment, String audience) {
        String heading = getTranslation("payment." + audience + ".settles");
        if (payment.allocations().isEmpty()) {
            return panel(
                    heading,
                    nothing(
                            getTranslation("payment." + audience + ".settles_nothing.title"),
                            getTranslation("payment." + audience + ".settles_nothing.text")));
        }
        boolean mayUndo = !visitor.isContact() && visitor.may("allocations:write");
        var table = new Table(
                heading,
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.words(getTranslation("field.allocated_on")).at(Place.NOTE),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE),
                Column.words(getTranslation("field.state")).at(Place.END));
        for (Allocation allocation : payment.allocations()) {
            table.row(
                    new Anchor(Documents.address(allocation.invoice()), allocation.number()),
                    days().text(allocation.allocatedOn()),
                    amounts().text(allocation.amount(), payment.amount().currency()),
                    allocation.reversed()
                            ? new Pill(getTranslation("allocation.undone"), "neutral")
                            : mayUndo
                                    ? Undoing.button(
                                            this, payments, allocation.id(), () -> show(payments.get(payment.id())))
                                    : new Pill(getTranslation("allocation.made"), "ok"));
        }
        return panel(heading, table);
    }
}
