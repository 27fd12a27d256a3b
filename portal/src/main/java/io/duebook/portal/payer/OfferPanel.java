package io.duebook.portal.payer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.duebook.portal.api.SettlementOffersApi.Offer;
import io.duebook.portal.api.SettlementOffersApi.Offered;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import java.util.List;
import java.util.Optional;

/** What a supplier offers to take instead of all that is owed, until when, and the way to pay just that. */
class OfferPanel extends Section {

    OfferPanel(String supplier, Offer offer, Optional<PayDialog> dialog) {
        var amounts = Amounts.in(getLocale());
        String currency = offer.currency();
        String heading = getTranslation(
                "offer.contact.title", amounts.text(offer.amount(), currency), amounts.text(offer.debt(), currency));
        addClassNames("panel", "offer");
        setAriaLabel(heading);
        add(
                new H2(heading),
                new Paragraph(getTranslation(
                        "offer.contact.text",
                        supplier,
                        amounts.text(offer.amount(), currency),
                        Days.in(getLocale()).text(offer.expiresOn()),
                        amounts.text(offer.debt() - offer.amount(), currency))));
        if (offer.paid() > 0) {
            add(new Paragraph(getTranslation(
                    "offer.contact.paid", amounts.text(offer.paid(), currency), amounts.text(left(offer), currency))));
        }
        add(items(offer));
        dialog.filter(paying -> left(offer) > 0).ifPresent(paying -> add(paying, paying(offer, paying)));
    }

    /** What is still missing, and no more than can be paid of the claims. */
    static long left(Offer offer) {
        long open = offer.items().stream().mapToLong(Offered::open).reduce(0, Math::addExact);
        return Math.max(0, Math.min(open, offer.amount() - offer.paid()));
    }

    private Table items(Offer offer) {
        var amounts = Amounts.in(getLocale());
        var table = new Table(
                getTranslation("offer.items"),
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.figures(getTranslation("field.open")).at(Place.FIGURE));
        offer.items()
                .forEach(item -> table.row(
                        Documents.linkForContact(item.invoice(), item.number()),
                        amounts.text(item.open(), offer.currency())));
        return table;
    }

    private Div paying(Offer offer, PayDialog dialog) {
        List<String> open = offer.items().stream()
                .filter(item -> item.open() > 0)
                .map(Offered::invoice)
                .toList();
        var pay = new Button(
                getTranslation("pay.chosen", Amounts.in(getLocale()).text(left(offer), offer.currency())),
                VaadinIcon.LOCK.create());
        pay.addThemeVariants(ButtonVariant.PRIMARY);
        pay.setId("pay-" + offer.id());
        pay.setDisableOnClick(true);
        pay.addClickListener(click -> {
            try {
                dialog.ask(open, left(offer));
            } finally {
                pay.setEnabled(true);
            }
        });
        var actions = new Div(pay);
        actions.addClassName("form-actions");
        return actions;
    }
}
