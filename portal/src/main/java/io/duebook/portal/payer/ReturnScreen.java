package io.duebook.portal.payer;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.CheckoutsApi;
import io.duebook.portal.api.CheckoutsApi.Checkout;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/** Where the hosted payment page sends the payer back to: looks by itself until the outcome is known. */
@Route("payments/return")
@PermitAll
@For(value = For.Audience.CONTACT, scopes = "checkouts:read")
class ReturnScreen extends Screen implements AfterNavigationObserver {

    private static final int SOON_MS = 2_000;
    private static final int LATER_MS = 10_000;
    private static final int LOOKS_SOON = 60;

    private final transient CheckoutsApi checkouts;
    private final transient Translations translations;
    private String id = "";
    private int looks;
    private @Nullable CheckoutStage shown;
    private @Nullable Registration polling;

    ReturnScreen(CheckoutsApi checkouts, Translations translations) {
        this.translations = translations;
        this.checkouts = checkouts;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        id = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("checkout")
                .orElseThrow(NotFoundException::new);
        show(checkouts.get(id));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        polling = event.getUI().addPollListener(poll -> look(event.getUI()));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (polling != null) {
            polling.remove();
        }
        event.getUI().setPollInterval(-1);
    }

    private void look(UI ui) {
        looks++;
        try {
            show(checkouts.get(id));
        } catch (ApiProblem passing) {
            // The page keeps what it last knew and looks again: a short outage is no news for the payer.
            ui.setPollInterval(LATER_MS);
        }
    }

    private void show(Checkout checkout) {
        CheckoutStage stage = CheckoutStage.of(checkout);
        UI.getCurrent().setPollInterval(!stage.mayChange() ? -1 : looks < LOOKS_SOON ? SOON_MS : LATER_MS);
        if (stage == shown) {
            return;
        }
        shown = stage;
        head(getTranslation("return.title"), null);
        add(news(checkout, stage), applied(checkout, stage));
    }

    private Div news(Checkout checkout, CheckoutStage stage) {
        var mark = new Div(
                stage.look().equals("good")
                        ? VaadinIcon.CHECK.create()
                        : stage.look().equals("bad") ? VaadinIcon.CLOSE.create() : VaadinIcon.CLOCK.create());
        mark.addClassNames("stage-mark", stage.look());
        mark.getElement().setAttribute("aria-hidden", "true");
        var title = new H2(getTranslation(stage.key() + ".title", amounts().text(checkout.charge())));
        var text = new Paragraph(getTranslation(stage.key() + ".text"));
        var words = new Div(title, text);
        words.getElement().setAttribute("role", "status");
        if (checkout.failure() != null) {
            words.add(new Paragraph(failure(checkout.failure())));
        }
        var ways = ways(checkout, stage);
        var news = new Div(mark, new Div(words, ways));
        news.addClassNames("panel", "stage");
        return news;
    }

    private String failure(CheckoutsApi.Failure failure) {
        String key = "decline." + failure.code();
        return getTranslation(translations.knows(key, getLocale()) ? key : "decline.other");
    }

    private Div ways(Checkout checkout, CheckoutStage stage) {
        var ways = new Div();
        ways.addClassName("head-actions");
        if (stage == CheckoutStage.PAID && checkout.payment() != null) {
            ways.add(way("payments/" + checkout.payment(), "return.payment", true));
            ways.add(way("receipts/" + checkout.payment(), "return.receipt", false));
        }
        if (stage.canContinue() && checkout.url() != null) {
            var on = way(checkout.url(), "return.continue", true);
            on.setRouterIgnore(true);
            ways.add(on);
        }
        ways.add(way("statement", stage.canStartOver() ? "return.again" : "return.statement", stage.canStartOver()));
        return ways;
    }

    private Anchor way(String address, String key, boolean isFirst) {
        var way = new Anchor(address, getTranslation(key));
        way.addClassName("btn-link");
        way.setClassName("first", isFirst);
        return way;
    }

    private Component applied(Checkout checkout, CheckoutStage stage) {
        String heading = getTranslation(stage == CheckoutStage.PAID ? "return.applied" : "return.to_apply");
        var table = new Table(
                heading,
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.figures(getTranslation("pay.dialog.share")).at(Place.FIGURE));
        checkout.allocation()
                .forEach(part -> table.row(
                        Documents.linkForContact(part.invoice(), part.number()),
                        amounts().text(part.amount(), checkout.charge().currency())));
        table.sum(getTranslation("return.sum"), amounts().text(checkout.charge()));
        return panel(heading, table);
    }
}
