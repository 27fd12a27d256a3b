package io.duebook.portal.staff;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import io.duebook.portal.api.CustomersApi.OpenItems;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.api.PaymentsApi.Share;
import io.duebook.portal.api.ReportsApi;
import io.duebook.portal.api.ReportsApi.BaseAmount;
import io.duebook.portal.api.ReportsApi.BaseAmounts;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.staff.ForeignParts.Taken;
import io.duebook.portal.words.Amounts;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an amount settles: parts of claims in its own currency and, where there are some, in others; with what is left of
 * it, and what that realises in the tenant's currency.
 */
class Settlement extends Div {

    private static final int PAGE = 200;
    private static final int MOST_PAGES = 5;

    private final Visitor visitor;
    private final transient Rates rates;
    private final transient ReportsApi reports;
    private final ChosenParts own;
    private final ForeignParts foreign;
    private final NativeDetails others = new NativeDetails();
    private final Paragraph sum = new Paragraph();
    private final transient Map<String, Carried> carried = new HashMap<>();
    private transient @Nullable ExchangeDraft toBase;
    private @Nullable String credit;
    private String currency = "";
    private long whole;

    Settlement(Visitor visitor, ChosenParts own, ExchangeRatesApi rates, ReportsApi reports) {
        this.visitor = visitor;
        this.own = own;
        this.rates = new Rates(rates);
        this.reports = reports;
        this.foreign = new ForeignParts(this.rates, own::left, this::count);
        own.onCount(this::count);
        others.addClassName("others");
        others.setSummaryText(getTranslation("foreign.title"));
        others.setContent(foreign);
        sum.addClassNames("note", "settlement-sum");
        sum.getElement().setAttribute("aria-live", "polite");
        add(own, others, sum);
        others.setVisible(false);
        sum.setVisible(false);
    }

    /** What is to be split, and the text that came with it. */
    void of(long amount, String said) {
        whole = amount;
        own.of(amount, said);
        count();
    }

    /**
     * Starts anew with the claims of a customer.
     *
     * @param claims in the money's currency, the oldest first
     * @param ofCredit the id of money or credit that is in the books already; null: it is about to come
     * @param on the money's day, by whose rate it settles
     */
    void offer(
            String customer,
            OpenItems open,
            List<Choice> claims,
            String ofCurrency,
            @Nullable String ofCredit,
            @Nullable LocalDate on) {
        currency = ofCurrency;
        credit = ofCredit;
        own.offer(claims, ofCurrency);
        Map<String, List<Choice>> elsewhere = elsewhere(open);
        readCarried(customer, !elsewhere.isEmpty());
        foreign.offer(elsewhere, ofCurrency, on);
        others.setVisible(foreign.isAny());
        others.setOpen(claims.isEmpty());
        at(on);
    }

    /** Money that comes on another day settles by that day's rates; what was typed stays. */
    void movedTo(@Nullable LocalDate on) {
        if (!currency.isEmpty()) {
            foreign.movedTo(on);
            at(on);
        }
    }

    /** Nobody exchanges without having looked at the rate. */
    private Map<String, List<Choice>> elsewhere(OpenItems open) {
        var elsewhere = new LinkedHashMap<String, List<Choice>>();
        if (visitor.may("exchange_rates:read")) {
            open.currencies().stream()
                    .filter(in -> !in.currency().equals(currency) && !in.lines().isEmpty())
                    .forEach(in -> elsewhere.put(in.currency(), Choice.all(in.lines())));
        }
        return elsewhere;
    }

    /** What new money will be worth on its day. */
    private void at(@Nullable LocalDate on) {
        String base = visitor.tenant().baseCurrency();
        toBase = credit != null || on == null || currency.equals(base) || !visitor.may("exchange_rates:read")
                ? null
                : rates.effective(currency, base, on)
                        .map(found -> new ExchangeDraft(currency, base, found.steps()))
                        .orElse(null);
        count();
    }

    private void readCarried(String customer, boolean isElsewhere) {
        carried.clear();
        if (!visitor.may("reports:read") || currency.equals(visitor.tenant().baseCurrency()) && !isElsewhere) {
            return;
        }
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            BaseAmounts found = reports.baseAmounts(customer, cursor, PAGE);
            found.data().forEach(this::keep);
            cursor = found.nextCursor();
            if (cursor == null) {
                return;
            }
        }
    }

    private void keep(BaseAmount one) {
        carried.put(one.document(), new Carried(one.left(), one.carried()));
    }

    private @Nullable Carried carriedByMoney() {
        if (credit != null) {
            return carried.get(credit);
        }
        ExchangeDraft worth = toBase;
        return worth == null ? null : new Carried(whole, worth.cost(whole));
    }

    private void count() {
        List<Taken> taken = foreign.taken();
        own.besides(foreign.cost());
        String base = visitor.tenant().baseCurrency();
        OptionalLong difference = new RealisedDraft(base, currency, carriedByMoney(), carried).of(own.parts(), taken);
        var amounts = Amounts.in(getLocale());
        var said = new StringBuilder();
        if (!taken.isEmpty()) {
            long left = own.left();
            said.append(getTranslation(
                    left < 0 ? "foreign.sum.too_much" : "foreign.sum",
                    amounts.text(foreign.cost(), currency),
                    amounts.text(Math.abs(left), currency)));
        }
        long realised = difference.orElse(0);
        if (realised != 0) {
            said.append(said.isEmpty() ? "" : " ")
                    .append(getTranslation(
                            realised > 0 ? "foreign.gain" : "foreign.loss", amounts.text(Math.abs(realised), base)));
        }
        sum.setText(said.toString());
        sum.setClassName("warn", own.left() < 0);
        sum.setVisible(!said.isEmpty());
    }

    /** Puts in what the text or the amount speaks for; without that, nothing. */
    void suggest() {
        own.suggest();
    }

    boolean isAny() {
        return !own.isEmpty() || foreign.isAny();
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        boolean isOwnRight = own.check();
        return foreign.check() & isOwnRight;
    }

    /** Of claims in the money's own currency. */
    List<Part> parts() {
        return own.parts();
    }

    /** Of claims in other currencies. */
    List<Taken> taken() {
        return foreign.taken();
    }

    /** All of them, with what was withheld and the rates that were agreed. */
    List<Share> shares() {
        return Stream.concat(
                        own.shares().stream(),
                        foreign.taken().stream()
                                .map(part -> new Share(part.claim(), part.amount(), null, part.rate(), part.base())))
                .toList();
    }
}
