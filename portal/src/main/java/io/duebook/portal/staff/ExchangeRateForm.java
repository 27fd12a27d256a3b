package io.duebook.portal.staff;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.ExchangeRatesApi.Effective;
import io.duebook.portal.api.ExchangeRatesApi.NewRate;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Records what one currency was worth in another on a day, also anew where it was said before. */
@Route("exchange_rates/new")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"exchange_rates:read", "exchange_rates:write"})
class ExchangeRateForm extends Screen implements AfterNavigationObserver {

    private static final String UNKNOWN = "currency_mismatch";

    private final transient ExchangeRatesApi rates;
    private final Currencies base;
    private final Currencies quote = Currencies.ifAny(getTranslation("rates.quote"));
    private final TextField rate = new TextField(getTranslation("rate.rate"));
    private final DatePicker on;
    private final Paragraph meaning = new Paragraph();
    private final Paragraph before = new Paragraph();
    private final transient CommandKeys<NewRate> keys = new CommandKeys<>();

    ExchangeRateForm(Visitor visitor, ExchangeRatesApi rates) {
        this.rates = rates;
        this.base = new Currencies(visitor.tenant().baseCurrency());
        this.on = Dates.field(getTranslation("rate.on"), visitor.today(), getLocale());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var back = new Anchor("exchange_rates", getTranslation("action.back"));
        back.addClassName("btn-link");
        head(getTranslation("rate.new"), getTranslation("rate.new.below"), back);
        fill(event.getLocation().getQueryParameters());
        base.setLabel(getTranslation("rates.base"));
        quote.setRequiredIndicatorVisible(true);
        rate.setRequiredIndicatorVisible(true);
        rate.getElement().setAttribute("inputmode", "decimal");
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
        asked.getSingleParameter("base").filter(Currencies::isKnown).ifPresent(base::setValue);
        asked.getSingleParameter("quote").filter(Currencies::isKnown).ifPresent(quote::setValue);
        asked.getSingleParameter("on").flatMap(ExchangeRateForm::day).ifPresent(on::setValue);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
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
        try {
            Effective found = rates.effective(base.getValue(), quote.getValue(), on.getValue());
            return getTranslation(
                    found.steps().size() == 1 ? "rate.so_far" : "rate.so_far.over",
                    found.base(),
                    found.rate(),
                    found.quote(),
                    days().text(found.steps().getFirst().on()));
        } catch (ApiProblem problem) {
            if (problem.is(UNKNOWN)) {
                return getTranslation("rate.so_far.none");
            }
            throw problem;
        }
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
        var save = new Button(getTranslation("rate.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            try {
                if (isComplete()) {
                    NewRate wanted = wanted();
                    keys.send(wanted, key -> rates.record(key, wanted));
                    Notice.say(getTranslation("rate.saved"));
                    UI.getCurrent().navigate("exchange_rates");
                }
            } finally {
                save.setEnabled(true);
            }
        });
        var actions = new Div(save);
        actions.addClassName("form-actions");
        return actions;
    }

    private boolean isComplete() {
        var draft = new RateDraft(rate.getValue());
        boolean isRight = mark(base, base.getValue() != null, "form.required");
        isRight &= quote.getValue() == null
                ? mark(quote, false, "form.required")
                : mark(quote, isPair(), "rate.same_currency");
        isRight &= mark(rate, draft.rate().isPresent(), draft.isTooLong() ? "rate.too_long" : "rate.wrong");
        return isRight & mark(on, on.getValue() != null, "form.required");
    }

    private boolean mark(HasValidation field, boolean isRight, String otherwise) {
        field.setErrorMessage(getTranslation(otherwise));
        field.setInvalid(!isRight);
        return isRight;
    }

    private NewRate wanted() {
        return new NewRate(
                base.getValue(),
                quote.getValue(),
                new RateDraft(rate.getValue()).rate().orElseThrow(),
                on.getValue());
    }
}
