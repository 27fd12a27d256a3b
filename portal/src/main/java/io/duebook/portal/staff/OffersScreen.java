package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.SettlementOffersApi;
import io.duebook.portal.api.SettlementOffersApi.Offer;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All settlement offers, the newest first. */
@Route("settlement_offers")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "settlement_offers:read")
class OffersScreen extends Screen implements AfterNavigationObserver {

    private static final String ANY = "";

    private final Visitor visitor;
    private final transient SettlementOffersApi offers;
    private final transient Exports exports;

    OffersScreen(Visitor visitor, SettlementOffersApi offers, Exports exports) {
        this.visitor = visitor;
        this.offers = offers;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("offers.title"), getTranslation("offers.below"), actions());
        Grid<Offer> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("offers.nothing"));
        Select<String> state = states();
        Runnable read = () -> CursorSource.show(
                grid,
                (cursor, limit) ->
                        offers.list(null, state.getValue().equals(ANY) ? null : state.getValue(), cursor, limit));
        new Filters(event).choice("state", state).read(read);
        var asking = new Div(
                state,
                new ExportMenu(
                        exports,
                        () -> new Asked(
                                "/v1/settlement_offers", Map.of("state", state.getValue()), "settlement_offers")));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Component[] actions() {
        if (!visitor.may("settlement_offers:write")) {
            return new Component[0];
        }
        var make = new Anchor("settlement_offers/new", getTranslation("offer.new"));
        make.addClassNames("btn-link", "first");
        return new Component[] {make};
    }

    private Select<String> states() {
        var states = new Select<String>();
        states.setLabel(getTranslation("field.state"));
        states.setItems(List.of(ANY, "PROPOSED", "ACTIVE", "MET", "EXPIRED", "WITHDRAWN", "REJECTED"));
        states.setItemLabelGenerator(state ->
                getTranslation(state.isEmpty() ? "state.any" : "offer_state." + state.toLowerCase(Locale.ROOT)));
        states.setValue(ANY);
        return states;
    }

    private Grid<Offer> list() {
        return new Columns<Offer>(
                        getTranslation("offers.title"),
                        OffersScreen::address,
                        offer -> new Card(
                                offer.customer().name(),
                                amounts().text(offer.amount(), offer.currency()),
                                mark(this, offer),
                                getTranslation("offer.by", days().text(offer.expiresOn()))))
                .link(
                        getTranslation("offer.offered_on"),
                        offer -> days().text(offer.offeredOn()),
                        OffersScreen::address)
                .name(
                        getTranslation("field.customer"),
                        offer -> offer.customer().name(),
                        offer -> "customers/" + offer.customer().id())
                .words(getTranslation("offer.expires_on"), offer -> days().text(offer.expiresOn()))
                .mark(getTranslation("field.state"), offer -> mark(this, offer))
                .figures(getTranslation("offer.debt"), offer -> amounts().text(offer.debt(), offer.currency()))
                .figures(getTranslation("offer.amount"), offer -> amounts().text(offer.amount(), offer.currency()))
                .figures(getTranslation("offer.paid"), offer -> amounts().text(offer.paid(), offer.currency()))
                .grid();
    }

    private static String address(Offer offer) {
        return "settlement_offers/" + offer.id();
    }

    static Mark mark(Component on, Offer offer) {
        return new Mark(
                on.getTranslation("offer_state." + offer.state()),
                switch (offer.state()) {
                    case "met" -> "ok";
                    case "active" -> "good";
                    case "proposed" -> "warn";
                    default -> "neutral";
                });
    }
}
