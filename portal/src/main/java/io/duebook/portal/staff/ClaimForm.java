package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.InvoicesApi.Reason;
import io.duebook.portal.api.UnidentifiedReceiptsApi;
import io.duebook.portal.api.UnidentifiedReceiptsApi.ReceiptClaim;
import io.duebook.portal.api.UnidentifiedReceiptsApi.UnidentifiedReceipt;
import io.duebook.portal.document.AttachedFiles;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;

/** Says whose money it is, and what it settles; or sends it back. */
@Route("unidentified_receipts")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "unidentified_receipts:read")
class ClaimForm extends FormScreen implements HasUrlParameter<String> {

    private static final String CHOSEN = "chosen";

    private final Visitor visitor;
    private final transient UnidentifiedReceiptsApi receipts;
    private final transient CustomersApi customers;
    private final transient AttachedFiles files;
    private final CustomerPicker customer;
    private final RadioButtonGroup<String> allocate = new RadioButtonGroup<>();
    private final ChosenParts parts;
    private final transient CommandKeys<ReceiptClaim> keys = new CommandKeys<>();

    ClaimForm(
            Visitor visitor,
            UnidentifiedReceiptsApi receipts,
            CustomersApi customers,
            Translations translations,
            AttachedFiles files) {
        this.visitor = visitor;
        this.parts = ChosenParts.withDeductions(translations);
        this.receipts = receipts;
        this.customers = customers;
        this.files = files;
        this.customer = new CustomerPicker(customers);
        errors.of("customer", customer);
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(receipts.get(id));
    }

    private void show(UnidentifiedReceipt receipt) {
        boolean mayClaim = receipt.isUnclaimed() && visitor.may("unidentified_receipts:write");
        head(
                getTranslation("unidentified.claim.title", amounts().text(receipt.amount(), receipt.currency())),
                Objects.requireNonNullElse(receipt.payer(), getTranslation("unidentified.nobody")),
                mayClaim ? new Component[] {returning(receipt)} : new Component[0]);
        add(facts(receipt));
        if (mayClaim) {
            add(panel(getTranslation("unidentified.claim.whose"), form(receipt)), actions(receipt));
        }
        files.of(receipt.id()).ifPresent(this::add);
    }

    private Button returning(UnidentifiedReceipt receipt) {
        return new Button(getTranslation("unidentified.return"), click -> new ReasonDialog(
                        getTranslation("unidentified.return.title"),
                        getTranslation("unidentified.return.text"),
                        getTranslation("unidentified.return"),
                        (key, reason) -> show(receipts.giveBack(receipt.id(), key, new Reason(reason))))
                .open());
    }

    private Div facts(UnidentifiedReceipt receipt) {
        var facts = new Facts()
                .fact(getTranslation("field.state"), getTranslation("unidentified_state." + receipt.state()))
                .fact(getTranslation("field.staff.received_on"), days().text(receipt.receivedOn()))
                .fact(getTranslation("unidentified.age"), getTranslation("unidentified.days", receipt.ageDays()))
                .fact(getTranslation("unidentified.payer"), receipt.payer())
                .fact(getTranslation("field.reference"), receipt.reference());
        var amount = new Span(amounts().text(receipt.amount(), receipt.currency()));
        amount.addClassName("strong");
        facts.fact(getTranslation("field.amount"), amount);
        if (receipt.payment() != null) {
            facts.fact(
                    getTranslation("unidentified.claimed_by"),
                    new Anchor("payments/" + receipt.payment(), getTranslation("payment.staff.link")));
        }
        if (receipt.returnedOn() != null) {
            facts.fact(getTranslation("unidentified.returned_on"), days().text(receipt.returnedOn()));
        }
        return box(facts);
    }

    private Div form(UnidentifiedReceipt receipt) {
        allocate.setLabel(getTranslation("receipt.allocate"));
        allocate.setItems("by_reference", "oldest_first", CHOSEN, "pro_rata", "statutory", "none");
        allocate.setItemLabelGenerator(way -> getTranslation("receipt.allocate." + way));
        allocate.setValue(receipt.reference() == null ? "oldest_first" : "by_reference");
        allocate.addValueChangeListener(change -> offer(receipt));
        customer.addValueChangeListener(change -> offer(receipt));
        customer.addClassName("wide");
        allocate.addClassName("wide");
        parts.setVisible(false);
        parts.addClassName("wide");
        return fields(customer, allocate, parts);
    }

    private void offer(UnidentifiedReceipt receipt) {
        var who = customer.getValue();
        boolean chosen = CHOSEN.equals(allocate.getValue()) && who != null;
        parts.setVisible(chosen);
        if (chosen) {
            parts.of(receipt.amount(), Objects.requireNonNullElse(receipt.reference(), ""));
            parts.offer(Choice.in(customers.openItems(who.id()), receipt.currency()), receipt.currency());
            parts.suggest();
        }
    }

    private Div actions(UnidentifiedReceipt receipt) {
        return saving("unidentified.claim", this::isComplete, () -> {
            ReceiptClaim wanted = wanted();
            UI.getCurrent()
                    .navigate("payments/"
                            + keys.send(wanted, key -> receipts.claim(receipt.id(), key, wanted))
                                    .id());
        });
    }

    private boolean isComplete() {
        return Fields.require(customer) && (!CHOSEN.equals(allocate.getValue()) || parts.check());
    }

    private ReceiptClaim wanted() {
        List<?> chosen = parts.shares();
        return new ReceiptClaim(
                Objects.requireNonNull(customer.getValue()).id(),
                !CHOSEN.equals(allocate.getValue()) ? allocate.getValue() : chosen.isEmpty() ? "none" : chosen);
    }
}
