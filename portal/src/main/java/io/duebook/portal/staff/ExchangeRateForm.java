package io.duebook.portal.staff;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.ExchangeRatesApi.NewRate;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.words.CurrencyCodes;
import jakarta.annotation.security.PermitAll;

/** Records what one currency was worth in another on a day, also anew where it was said before. */
@Route("exchange_rates/new")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"exchange_rates:read", "exchange_rates:write"})
class ExchangeRateForm extends FormScreen implements AfterNavigationObserver {

    private final transient ExchangeRatesApi api;
    private final transient Rates rates;
    private final Currencies base;
    private final Currencies quote = Currencies.ifAny(getTranslation("rates.quote"));
    private final TextField rate = Fields.figure(getTranslation("rate.rate"));
    private final DatePicker on;
    private final Paragraph meaning = new Paragraph();
    private final Paragraph before = new Paragraph();
    private final transient CommandKeys<NewRate> keys = new CommandKeys<>();

    ExchangeRateForm(Visitor visitor, ExchangeRatesApi rates) {
        this.api = rates;
        this.rates = new Rates(rates);
        this.base = new Currencies(visitor.tenant().baseCurrency());
        this.on = Dates.field(getTranslation("rate.on"), visitor.today(), getLocale());
        errors.of("base", base).of("quote", quote).of("rate", rate).of("on", on);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("rate.new"), getTranslation("rate.new.below"), action("exchange_rates", "action.back"));
        fill(event.getLocation().getQueryParameters());
        base.setLabel(getTranslation("rates.base"));
        quote.setRequiredIndicatorVisible(true);
        rate.setRequiredIndicatorVisible(true);
        rate.setValueChangeMode(ValueChangeMode.LAZY);
        rate.addValueChangeListener(change -> explain());
        on.setRequiredIndicatorVisible(true);
        on.addValueChangeListener(change -> lookUp());
        base.addValueChangeListener(change -> lookUp());
        quote.addValueChangeListener(change -> lookUp());
        meaning.addClassNames("note", "wide");
        meaning.getElement().setAttribute("aria-live", "polite");
        before.addClassNames("muted", "wide");
        before.getElement().setAttribute("aria-live", "polite");
        var form = new Div(base, quote, rate, on, meaning, before);
        form.addClassName("form");
        var panel = new Div(form);
        panel.addClassName("panel");
        add(panel, actions());
        lookUp();
    }

    private void fill(QueryParameters asked) {
        asked.getSingleParameter("base").filter(CurrencyCodes::isKnown).ifPresent(base::setValue);
        asked.getSingleParameter("quote").filter(CurrencyCodes::isKnown).ifPresent(quote::setValue);
        asked.getSingleParameter("on").flatMap(Filters::day).ifPresent(on::setValue);
    }

    private boolean isPair() {
        return base.getValue() != null
                && quote.getValue() != null
                && !base.getValue().equals(quote.getValue());
    }

    private void lookUp() {
        before.setText(isPair() && on.getValue() != null ? known() : "");
        explain();
    }

    /** What counts on that day as long as this is not saved. */
    private String known() {
        return rates.effective(base.getValue(), quote.getValue(), on.getValue())
                .map(found -> getTranslation(
                        found.steps().size() == 1 ? "rate.so_far" : "rate.so_far.over",
                        found.base(),
                        found.rate(),
                        found.quote(),
                        days().text(found.steps().getFirst().on())))
                .orElseGet(() -> getTranslation("rate.so_far.none"));
    }

    private void explain() {
        var draft = new RateDraft(rate.getValue());
        String said = draft.rate()
                .filter(typed -> isPair())
                .map(typed -> draft.inverse()
                        .map(inverse -> getTranslation("rate.means", base.getValue(), typed, quote.getValue(), inverse))
                        .orElseGet(() -> getTranslation("rate.said", base.getValue(), typed, quote.getValue())))
                .orElse("");
        meaning.setText(said);
        meaning.setVisible(!said.isEmpty());
    }

    private Div actions() {
        return saving("rate.save", this::isComplete, () -> {
            NewRate wanted = wanted();
            keys.send(wanted, key -> api.record(key, wanted));
            Notice.say(getTranslation("rate.saved"));
            UI.getCurrent().navigate("exchange_rates");
        });
    }

    private boolean isComplete() {
        var draft = new RateDraft(rate.getValue());
        boolean isRight = Fields.require(base);
        isRight &= quote.getValue() == null
                ? Fields.mark(quote, false, "form.required")
                : Fields.mark(quote, isPair(), "rate.same_currency");
        isRight &= Fields.mark(rate, draft.rate().isPresent(), draft.isTooLong() ? "rate.too_long" : "rate.wrong");
        return isRight & Fields.require(on);
    }

    private NewRate wanted() {
        return new NewRate(
                base.getValue(),
                quote.getValue(),
                new RateDraft(rate.getValue()).rate().orElseThrow(),
                on.getValue());
    }
}
