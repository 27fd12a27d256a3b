package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.InvoicesApi.Reason;
import io.duebook.portal.api.SettlementOffersApi;
import io.duebook.portal.api.SettlementOffersApi.Offer;
import io.duebook.portal.api.SettlementOffersApi.Offered;
import io.duebook.portal.document.AttachedFiles;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import jakarta.annotation.security.PermitAll;

/** One settlement offer: for which claims, how much is paid of it, and what is waived once it is met. */
@Route("settlement_offers")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "settlement_offers:read")
class OfferScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient SettlementOffersApi offers;
    private final transient AttachedFiles files;

    OfferScreen(Visitor visitor, SettlementOffersApi offers, AttachedFiles files) {
        this.visitor = visitor;
        this.offers = offers;
        this.files = files;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(offers.get(id));
    }

    private void show(Offer offer) {
        boolean mayWithdraw = offer.state().equals("active") && visitor.may("settlement_offers:write");
        head(
                getTranslation("offer.title", amounts().text(offer.amount(), offer.currency())),
                offer.customer().name(),
                mayWithdraw ? new Component[] {withdrawing(offer)} : new Component[0]);
        add(facts(offer), panel(getTranslation("offer.items"), items(offer)));
        files.of(offer.id()).ifPresent(this::add);
    }

    private Button withdrawing(Offer offer) {
        return new Button(getTranslation("offer.withdraw"), click -> new ReasonDialog(
                        getTranslation("offer.withdraw.title"),
                        getTranslation("offer.withdraw.text"),
                        getTranslation("offer.withdraw"),
                        (key, reason) -> show(offers.withdraw(offer.id(), key, new Reason(reason))))
                .open());
    }

    private Component facts(Offer offer) {
        Mark mark = OffersScreen.mark(this, offer);
        var amount = new Span(amounts().text(offer.amount(), offer.currency()));
        amount.addClassName("strong");
        var facts = new Facts()
                .fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()))
                .fact(
                        getTranslation("field.customer"),
                        new Anchor(
                                "customers/" + offer.customer().id(),
                                offer.customer().name()))
                .fact(getTranslation("offer.amount"), amount)
                .fact(getTranslation("offer.debt"), amounts().text(offer.debt(), offer.currency()))
                .fact(getTranslation("offer.paid"), amounts().text(offer.paid(), offer.currency()))
                .fact(getTranslation("offer.waived"), amounts().text(offer.waived(), offer.currency()))
                .fact(getTranslation("offer.offered_on"), days().text(offer.offeredOn()))
                .fact(getTranslation("offer.expires_on"), days().text(offer.expiresOn()))
                .fact(getTranslation("offer.met_on"), offer.metOn() == null ? null : days().text(offer.metOn()))
                .fact(
                        getTranslation("offer.withdrawn_on"),
                        offer.withdrawnOn() == null ? null : days().text(offer.withdrawnOn()))
                .fact(getTranslation("field.reason"), offer.reason());
        if (offer.approval() != null) {
            facts.fact(
                    getTranslation("offer.approval"),
                    new Anchor("approvals/" + offer.approval(), getTranslation("approval.see")));
        }
        var says = new Paragraph(getTranslation("offer.says." + offer.state()));
        says.addClassName("note");
        return box(facts, says);
    }

    private Component items(Offer offer) {
        var table = new Table(
                getTranslation("offer.items"),
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.figures(getTranslation("offer.claimed")),
                Column.figures(getTranslation("offer.waived")),
                Column.figures(getTranslation("offer.left")).at(Place.FIGURE));
        for (Offered item : offer.items()) {
            table.row(
                    new Anchor(Documents.address(item.invoice()), item.number()),
                    amounts().text(item.claimed(), offer.currency()),
                    amounts().text(item.waived(), offer.currency()),
                    amounts().text(item.open(), offer.currency()));
        }
        return table;
    }
}
