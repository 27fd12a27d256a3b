package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.ExchangeRatesApi.Effective;
import io.duebook.portal.api.ExchangeRatesApi.Step;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Parts of claims in other currencies than the money's. Each is typed in the claim's currency and says what it takes of the
 * money, by the rate recorded for the money's day or by one that was agreed.
 */
class ForeignParts extends Div {

    private static final int MOST = 100;
    private static final String UNKNOWN = "currency_mismatch";

    private final transient ExchangeRatesApi rates;
    private final LongSupplier left;
    private final Runnable changed;
    private final List<ClaimsIn> currencies = new ArrayList<>();
    private String money = "";

    /**
     * @param left of the money, in minor units
     * @param changed what is to be counted anew when an amount or a rate is another
     */
    ForeignParts(ExchangeRatesApi rates, LongSupplier left, Runnable changed) {
        this.rates = rates;
        this.left = left;
        this.changed = changed;
        addClassName("foreign-parts");
    }

    /**
     * A part of a claim that is settled.
     *
     * @param amount in minor units of the claim's currency
     * @param cost what it takes of the money, in minor units of its currency
     * @param rate the agreed one; null: the recorded one counts
     * @param base of which currency one is worth the agreed rate
     */
    record Taken(
            String claim,
            String currency,
            long amount,
            long cost,
            @Nullable String rate,
            @Nullable String base) {}

    /**
     * Starts anew with these claims.
     *
     * @param claims by their currency, the oldest first
     * @param on the money's day, by whose rate it settles
     */
    void offer(Map<String, List<Choice>> claims, String ofCurrency, @Nullable LocalDate on) {
        money = ofCurrency;
        currencies.clear();
        removeAll();
        claims.forEach((currency, open) -> {
            var one = new ClaimsIn(currency, open, on);
            currencies.add(one);
            add(one);
        });
    }

    boolean isAny() {
        return !currencies.isEmpty();
    }

    /** What was typed, so far as it can be read and there is a rate for it. */
    List<Taken> taken() {
        return currencies.stream().flatMap(one -> one.taken().stream()).toList();
    }

    long cost() {
        return taken().stream().mapToLong(Taken::cost).reduce(0, Math::addExact);
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        boolean isRight = true;
        for (ClaimsIn one : currencies) {
            isRight &= one.check();
        }
        return isRight;
    }

    /** The claims of one currency, and the rate by which they are settled. */
    private final class ClaimsIn extends Div {

        private final String currency;
        private final Map<Choice, TextField> fields = new LinkedHashMap<>();
        private final Map<Choice, Span> costs = new LinkedHashMap<>();
        private final transient Optional<Effective> recorded;
        private final TextField agreed = new TextField(getTranslation("foreign.agreed"));
        private final Select<String> base = new Select<>();

        ClaimsIn(String currency, List<Choice> claims, @Nullable LocalDate on) {
            this.currency = currency;
            this.recorded = on == null ? Optional.empty() : lookUp(on);
            add(new H3(getTranslation("foreign.claims", currency)), rate(), table(claims));
            if (claims.size() > MOST) {
                add(new Paragraph(getTranslation("receipt.parts.more", MOST)));
            }
        }

        private Optional<Effective> lookUp(LocalDate on) {
            try {
                return Optional.of(rates.effective(currency, money, on));
            } catch (ApiProblem problem) {
                if (problem.is(UNKNOWN)) {
                    return Optional.empty();
                }
                throw problem;
            }
        }

        private Div rate() {
            var known = new Paragraph(recorded.map(found -> getTranslation(
                            "foreign.recorded",
                            currency,
                            found.rate(),
                            money,
                            Days.in(getLocale()).text(found.steps().getFirst().on())))
                    .orElseGet(() -> getTranslation("foreign.unknown", currency, money)));
            known.addClassNames("muted", "wide");
            agreed.setClearButtonVisible(true);
            agreed.getElement().setAttribute("inputmode", "decimal");
            agreed.setValueChangeMode(ValueChangeMode.LAZY);
            agreed.setHelperText(
                    getTranslation(recorded.isPresent() ? "foreign.agreed.help" : "foreign.agreed.needed"));
            agreed.addClassName("third");
            agreed.addValueChangeListener(change -> recount());
            base.setLabel(getTranslation("foreign.base"));
            base.setItems(List.of(currency, money));
            base.setItemLabelGenerator(
                    one -> getTranslation("foreign.base.of", one, one.equals(currency) ? money : currency));
            base.setValue(currency);
            base.addClassName("third");
            base.addValueChangeListener(change -> recount());
            var form = new Div(known, agreed, base);
            form.addClassName("form");
            return form;
        }

        private Table table(List<Choice> claims) {
            var table = new Table(
                    getTranslation("foreign.claims", currency),
                    Column.words(getTranslation("field.number")).at(Place.TITLE),
                    Column.words(getTranslation("field.state")).at(Place.NOTE),
                    Column.figures(getTranslation("receipt.parts.most")).at(Place.FIGURE),
                    Column.figures(getTranslation("receipt.part")).at(Place.END));
            claims.stream()
                    .limit(MOST)
                    .forEach(claim -> table.row(
                            claim.number(),
                            state(claim),
                            Amounts.in(getLocale()).text(claim.most(), currency),
                            part(claim)));
            return table;
        }

        private Component state(Choice claim) {
            Long days = claim.daysPastDue();
            return days == null ? new Pill(getTranslation("state.written_off"), "neutral") : Pill.due(days);
        }

        private Div part(Choice claim) {
            var field = new TextField();
            field.setAriaLabel(getTranslation("receipt.part.of", claim.number()));
            field.getElement().setAttribute("inputmode", "decimal");
            field.setAutoselect(true);
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.setPlaceholder(Amounts.plain(claim.most(), currency));
            field.addValueChangeListener(change -> recount());
            field.addKeyDownListener(Key.ENTER, pressed -> {
                if (field.isEmpty()) {
                    rateOf().map(rate -> Math.min(claim.most(), rate.reach(Math.max(0, left.getAsLong()))))
                            .filter(most -> most > 0)
                            .ifPresent(most -> field.setValue(Amounts.plain(most, currency)));
                }
            });
            var cost = new Span();
            cost.addClassName("muted");
            fields.put(claim, field);
            costs.put(claim, cost);
            var cell = new Div(field, cost);
            cell.addClassName("part-cell");
            return cell;
        }

        private boolean isAgreed() {
            return !agreed.getValue().isBlank();
        }

        private Optional<ExchangeDraft> rateOf() {
            if (!isAgreed()) {
                return recorded.map(found -> new ExchangeDraft(currency, money, found.steps()));
            }
            return new RateDraft(agreed.getValue())
                    .rate()
                    .map(said -> new ExchangeDraft(
                            currency,
                            money,
                            List.of(new Step(
                                    base.getValue(),
                                    base.getValue().equals(currency) ? money : currency,
                                    said,
                                    // The day of an agreed rate changes no amount.
                                    LocalDate.EPOCH))));
        }

        private void recount() {
            var amounts = Amounts.in(getLocale());
            costs.forEach((claim, cost) -> cost.setText(taken(claim)
                    .map(part -> getTranslation("foreign.takes", amounts.text(part.cost(), money)))
                    .orElse("")));
            changed.run();
        }

        private List<Taken> taken() {
            return fields.keySet().stream()
                    .flatMap(claim -> taken(claim).stream())
                    .toList();
        }

        private Optional<Taken> taken(Choice claim) {
            return amount(claim).flatMap(part -> rateOf().map(rate -> new Taken(
                    claim.id(),
                    currency,
                    part,
                    rate.cost(part),
                    isAgreed() ? new RateDraft(agreed.getValue()).rate().orElseThrow() : null,
                    isAgreed() ? base.getValue() : null)));
        }

        private Optional<Long> amount(Choice claim) {
            TextField field = Objects.requireNonNull(fields.get(claim));
            return Amounts.read(field.getValue(), currency).filter(minor -> minor > 0 && minor <= claim.most());
        }

        private boolean check() {
            boolean isTyped = fields.values().stream().anyMatch(field -> !field.isEmpty());
            var draft = new RateDraft(agreed.getValue());
            boolean isRate = isAgreed() ? draft.rate().isPresent() : recorded.isPresent() || !isTyped;
            agreed.setErrorMessage(getTranslation(
                    draft.isTooLong() ? "rate.too_long" : isAgreed() ? "rate.wrong" : "foreign.agreed.needed"));
            agreed.setInvalid(!isRate);
            boolean isRight = isRate;
            for (Map.Entry<Choice, TextField> row : fields.entrySet()) {
                boolean fits = row.getValue().isEmpty() || amount(row.getKey()).isPresent();
                row.getValue().setErrorMessage(getTranslation("receipt.part.wrong"));
                row.getValue().setInvalid(!fits);
                isRight &= fits;
            }
            return isRight;
        }
    }
}
