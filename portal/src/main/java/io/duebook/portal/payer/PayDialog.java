package io.duebook.portal.payer;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.duebook.portal.api.CheckoutsApi;
import io.duebook.portal.api.CheckoutsApi.Applied;
import io.duebook.portal.api.CheckoutsApi.Checkout;
import io.duebook.portal.api.CheckoutsApi.NewCheckout;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import java.util.List;

/** Shows how a payment will be applied before it is made, and leads to the hosted payment page. */
class PayDialog extends Dialog {

    private final transient CheckoutsApi checkouts;
    private final String customer;
    private final String currency;
    private final String returnUrl;
    private final transient CommandKeys<NewCheckout> keys = new CommandKeys<>();

    PayDialog(CheckoutsApi checkouts, String customer, String currency, String returnUrl) {
        this.checkouts = checkouts;
        this.customer = customer;
        this.currency = currency;
        this.returnUrl = returnUrl;
        addClassName("pay-dialog");
        setWidth("32rem");
    }

    /** Trying again after a lost answer is no second payment; after a refusal it is a new wish, for what refused may be over. */
    void ask(Selection selection) {
        ask(new NewCheckout(customer, currency, selection.items(), null, returnUrl));
    }

    /**
     * Less than all that is open of some claims.
     *
     * @param amount in minor units
     */
    void ask(List<String> claims, long amount) {
        ask(new NewCheckout(customer, currency, claims, amount, returnUrl));
    }

    private void ask(NewCheckout wanted) {
        Checkout checkout = keys.send(wanted, key -> checkouts.open(key, wanted));
        if (checkout.url() == null) {
            // Nobody knows yet whether there is a payment page: the return page says so and looks again.
            UI.getCurrent().getPage().setLocation("/payments/return?checkout=" + checkout.id());
            return;
        }
        show(checkout, checkout.url());
    }

    private void show(Checkout checkout, String url) {
        var amounts = Amounts.in(getLocale());
        removeAll();
        getFooter().removeAll();
        setHeaderTitle(getTranslation("pay.dialog.title"));
        var table = new Table(
                getTranslation("pay.dialog.applied"),
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.figures(getTranslation("pay.dialog.share")).at(Place.FIGURE));
        for (Applied applied : checkout.allocation()) {
            table.row(applied.number(), amounts.text(applied.amount(), currency));
        }
        table.sum(getTranslation("pay.dialog.charge"), amounts.text(checkout.charge()));
        add(new Paragraph(getTranslation("pay.dialog.text")), table);
        if (checkout.charge().amount() != checkout.amount().amount()) {
            var rounding = new Paragraph(getTranslation("pay.dialog.rounding", amounts.text(checkout.amount())));
            rounding.addClassName("note");
            add(rounding);
        }
        var on = new Button(
                getTranslation("pay.dialog.continue", amounts.text(checkout.charge())), VaadinIcon.LOCK.create());
        on.addThemeVariants(ButtonVariant.PRIMARY);
        on.setId("continue-to-payment");
        on.setDisableOnClick(true);
        on.addClickListener(click -> UI.getCurrent().getPage().setLocation(url));
        getFooter().add(new Button(getTranslation("action.back"), click -> close()), on);
        open();
        on.setEnabled(true);
    }
}
