package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.api.ExchangeRatesApi.Effective;
import io.duebook.portal.api.ExchangeRatesApi.Step;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.staff.ChosenParts.About;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Parts of claims in other currencies than the money's. Each is typed in the claim's currency and says what it takes of the
 * money, by the rate recorded for the money's day or by one that was agreed.
 */
class ForeignParts extends Div {

    private final transient Rates rates;
    private final LongSupplier left;
    private final Runnable changed;
    private final List<ClaimsIn> currencies = new ArrayList<>();
    private String money = "";

    /**
     * @param left of the money, in minor units
     * @param changed what is to be counted anew when an amount or a rate is another
     */
    ForeignParts(Rates rates, LongSupplier left, Runnable changed) {
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

    /** Money that comes on another day settles by that day's rates; what was typed stays. */
    void movedTo(@Nullable LocalDate on) {
        currencies.forEach(one -> one.movedTo(on));
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
    private final class ClaimsIn extends Div implements PartRows.Beside {

        private final String currency;
        private final PartRows rows;
        private final Map<Choice, Span> costs = new LinkedHashMap<>();
        private final Paragraph known = new Paragraph();
        private final TextField agreed = Fields.figure(getTranslation("foreign.agreed"));
        private final Select<String> base = new Select<>();
        private transient Optional<Effective> recorded = Optional.empty();

        ClaimsIn(String currency, List<Choice> claims, @Nullable LocalDate on) {
            this.currency = currency;
            this.rows = new PartRows(About.RECEIPT, this);
            add(new H3(getTranslation("foreign.claims", currency)), rate(), rows);
            rows.offer(claims, currency);
            movedTo(on);
        }

        private Div rate() {
            known.addClassNames("muted", "wide");
            agreed.setClearButtonVisible(true);
            agreed.setValueChangeMode(ValueChangeMode.LAZY);
            agreed.addClassName("third");
            agreed.addValueChangeListener(change -> changed());
            base.setLabel(getTranslation("foreign.base"));
            base.setItems(List.of(currency, money));
            base.setItemLabelGenerator(
                    one -> getTranslation("foreign.base.of", one, one.equals(currency) ? money : currency));
            base.setValue(currency);
            base.addClassName("third");
            base.addValueChangeListener(change -> changed());
            var form = new Div(known, agreed, base);
            form.addClassName("form");
            return form;
        }

        void movedTo(@Nullable LocalDate on) {
            recorded = on == null ? Optional.empty() : rates.effective(currency, money, on);
            known.setText(recorded.map(found -> getTranslation(
                            "foreign.recorded",
                            currency,
                            found.rate(),
                            money,
                            Days.in(getLocale()).text(found.steps().getFirst().on())))
                    .orElseGet(() -> getTranslation("foreign.unknown", currency, money)));
            agreed.setHelperText(
                    getTranslation(recorded.isPresent() ? "foreign.agreed.help" : "foreign.agreed.needed"));
            changed();
        }

        @Override
        public boolean isLikely(Choice claim) {
            return false;
        }

        @Override
        public Component state(Choice claim) {
            return PartRows.due(claim);
        }

        @Override
        public Component cell(Choice claim, TextField field) {
            var cost = new Span();
            cost.addClassName("muted");
            costs.put(claim, cost);
            var cell = new Div(field, cost);
            cell.addClassName("part-cell");
            return cell;
        }

        @Override
        public long fitting() {
            return rateOf().map(rate -> rate.reach(Math.max(0, left.getAsLong())))
                    .orElse(0L);
        }

        @Override
        public void changed() {
            var amounts = Amounts.in(getLocale());
            costs.forEach((claim, cost) -> cost.setText(taken(claim)
                    .map(part -> getTranslation("foreign.takes", amounts.text(part.cost(), money)))
                    .orElse("")));
            changed.run();
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

        private List<Taken> taken() {
            return rows.typed().flatMap(claim -> taken(claim).stream()).toList();
        }

        private Optional<Taken> taken(Choice claim) {
            return rows.amount(claim).filter(part -> part <= claim.most()).flatMap(part -> rateOf().map(rate ->
                    new Taken(
                            claim.id(),
                            currency,
                            part,
                            rate.cost(part),
                            isAgreed() ? new RateDraft(agreed.getValue()).rate().orElseThrow() : null,
                            isAgreed() ? base.getValue() : null)));
        }

        private boolean check() {
            var draft = new RateDraft(agreed.getValue());
            boolean isRate = isAgreed() ? draft.rate().isPresent() : recorded.isPresent() || !rows.isAnyTyped();
            Fields.mark(
                    agreed,
                    isRate,
                    draft.isTooLong() ? "rate.too_long" : isAgreed() ? "rate.wrong" : "foreign.agreed.needed");
            return rows.check() & isRate;
        }
    }
}
