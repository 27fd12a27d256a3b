package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.ExchangeRatesApi.Rate;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.CurrencyCodes;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;

/** What currencies were worth in others: every rate as it was said, those of the latest days first. */
@Route("exchange_rates")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "exchange_rates:read")
class ExchangeRatesScreen extends Screen implements AfterNavigationObserver {

    private final Visitor visitor;
    private final transient ExchangeRatesApi rates;
    private final transient Exports exports;
    private final Currencies base = Currencies.ifAny(getTranslation("rates.base"));
    private final Currencies quote = Currencies.ifAny(getTranslation("rates.quote"));
    private final DatePicker from = Dates.field(getTranslation("ledger.from"), null, getLocale());
    private final DatePicker to = Dates.field(getTranslation("ledger.to"), null, getLocale());

    ExchangeRatesScreen(Visitor visitor, ExchangeRatesApi rates, Exports exports) {
        this.visitor = visitor;
        this.rates = rates;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(
                getTranslation("rates.title"),
                getTranslation("rates.below", visitor.tenant().baseCurrency()),
                actions());
        Grid<Rate> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("rates.nothing"));
        from.setClearButtonVisible(true);
        to.setClearButtonVisible(true);
        var filters = new Filters(event)
                .code("base", base, CurrencyCodes::isKnown)
                .code("quote", quote, CurrencyCodes::isKnown)
                .day("from", from)
                .day("to", to);
        filters.read(() -> CursorSource.show(
                grid,
                (cursor, limit) ->
                        rates.list(base.getValue(), quote.getValue(), from.getValue(), to.getValue(), cursor, limit)));
        var asking = new Div(
                base,
                quote,
                from,
                to,
                new ExportMenu(exports, () -> new Asked("/v1/exchange_rates", filters.asked(), "exchange_rates")));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Component[] actions() {
        var actions = new ArrayList<Component>();
        if (visitor.may("reports:read")) {
            actions.add(action("exchange_differences", "differences.title"));
        }
        if (visitor.may("exchange_rates:write")) {
            actions.add(action("exchange_rates/file", "rates.file"));
            Anchor make = action("exchange_rates/new", "rate.new");
            make.addClassName("first");
            actions.add(make);
        }
        return actions.toArray(Component[]::new);
    }

    private Grid<Rate> list() {
        var columns = new Columns<Rate>(
                getTranslation("rates.title"),
                this::correcting,
                rate -> new Card(
                        getTranslation("rate.pair", rate.base(), rate.quote()),
                        getTranslation("rate.said", rate.base(), rate.rate(), rate.quote()),
                        mark(rate),
                        days().text(rate.on())));
        if (visitor.may("exchange_rates:write")) {
            columns.link(getTranslation("rate.on"), rate -> days().text(rate.on()), this::correcting);
        } else {
            columns.words(getTranslation("rate.on"), rate -> days().text(rate.on()));
        }
        return columns.words(
                        getTranslation("rate.rate"),
                        rate -> getTranslation("rate.said", rate.base(), rate.rate(), rate.quote()))
                .words(getTranslation("rate.other_way"), this::otherWay)
                .mark(getTranslation("field.state"), this::mark)
                .words(getTranslation("rate.recorded"), rate -> days().text(
                                rate.recordedAt(), visitor.tenant().timeZone()))
                .grid();
    }

    /** Where the same pair and day are said anew; nowhere for whoever may not. */
    private String correcting(Rate rate) {
        return visitor.may("exchange_rates:write")
                ? "exchange_rates/new?base=" + rate.base() + "&quote=" + rate.quote() + "&on=" + rate.on()
                : "";
    }

    private String otherWay(Rate rate) {
        return new RateDraft(rate.rate())
                .inverse()
                .map(inverse -> getTranslation("rate.said", rate.quote(), inverse, rate.base()))
                .orElse("–");
    }

    private Mark mark(Rate rate) {
        return rate.replaced()
                ? new Mark(getTranslation("rate.replaced"), "neutral")
                : new Mark(getTranslation("rate.counts"), "ok");
    }
}
