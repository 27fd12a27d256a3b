package io.duebook.portal.payer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.CheckoutsApi;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.CustomersApi.Line;
import io.duebook.portal.api.CustomersApi.OpenItems;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.Page;
import io.duebook.portal.api.SettlementOffersApi;
import io.duebook.portal.document.AttachedFiles;
import io.duebook.portal.document.DepositsPanel;
import io.duebook.portal.document.UndueBills;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.PortalSettings;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.AgingBar;
import io.duebook.portal.shell.Figure;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Parts;
import io.duebook.portal.shell.PdfLink;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.Due;
import io.duebook.portal.words.Languages;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a customer owes, as of today, and the way to pay it. */
@Route("statement")
@PermitAll
@For(value = For.Audience.CONTACT, scopes = "customers:read")
class StatementScreen extends Screen implements AfterNavigationObserver {

    private static final int PAGE = 200;
    private static final int MOST_PAGES = 10;
    private static final int MOST_OFFERS = 20;

    private final Visitor visitor;
    private final transient CustomersApi customers;
    private final transient InvoicesApi invoices;
    private final transient ChargesApi charges;
    private final transient CheckoutsApi checkouts;
    private final transient DepositsApi deposits;
    private final transient SettlementOffersApi offers;
    private final transient PortalSettings settings;
    private final transient AttachedFiles files;
    private final transient Exports exports;

    StatementScreen(
            Visitor visitor,
            CustomersApi customers,
            InvoicesApi invoices,
            ChargesApi charges,
            CheckoutsApi checkouts,
            DepositsApi deposits,
            SettlementOffersApi offers,
            PortalSettings settings,
            AttachedFiles files,
            Exports exports) {
        this.visitor = visitor;
        this.customers = customers;
        this.invoices = invoices;
        this.charges = charges;
        this.checkouts = checkouts;
        this.deposits = deposits;
        this.offers = offers;
        this.settings = settings;
        this.files = files;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String customer = visitor.customer().id();
        OpenItems statement = customers.openItems(customer);
        head(
                getTranslation("statement.title"),
                getTranslation(
                        "statement.below",
                        visitor.tenant().name(),
                        visitor.customer().name(),
                        days().text(statement.asOf())),
                new PdfLink(exports, () -> onPaper(customer, statement)));
        offers().forEach(this::add);
        add(owed(statement, customer));
        UndueBills.note(this, visitor, amounts(), customers.balance(customer), customer)
                .ifPresent(this::add);
        DepositsPanel.of(visitor, deposits, customer).ifPresent(this::add);
        files.of(customer).ifPresent(this::add);
    }

    /** Of the day that is shown, in the language in which it is shown. */
    private Asked onPaper(String customer, OpenItems statement) {
        return new Asked(
                "/v1/customers/" + customer + "/statement",
                Map.of(
                        "kind",
                        "open_item",
                        "as_of",
                        statement.asOf().toString(),
                        "language",
                        Languages.tag(getLocale())),
                "statement-" + statement.asOf());
    }

    /** What can be settled for less; whoever reads on without seeing it would pay too much. */
    private List<OfferPanel> offers() {
        return visitor.may("settlement_offers:read")
                ? offers.list(null, "ACTIVE", null, MOST_OFFERS).data().stream()
                        .map(offer -> new OfferPanel(visitor.tenant().name(), offer, dialog(offer.currency())))
                        .toList()
                : List.of();
    }

    private Optional<PayDialog> dialog(String currency) {
        return visitor.may("checkouts:write")
                ? Optional.of(new PayDialog(checkouts, visitor.customer().id(), currency, settings.paymentReturn()))
                : Optional.empty();
    }

    private Component owed(OpenItems statement, String customer) {
        if (statement.currencies().isEmpty()) {
            return nothingOwed();
        }
        Set<String> processing = beingPaid(customer);
        if (statement.currencies().size() == 1) {
            return part(statement.currencies().getFirst(), processing);
        }
        var parts = new Parts();
        for (InCurrency currency : statement.currencies()) {
            parts.add(amounts().named(currency.balance(), currency.currency()), part(currency, processing));
        }
        return parts;
    }

    private Component nothingOwed() {
        return box(nothing(getTranslation("statement.nothing.title"), getTranslation("statement.nothing.text")));
    }

    private Component part(InCurrency currency, Set<String> processing) {
        var part = new Div(figures(currency));
        part.addClassName("part");
        if (currency.lines().isEmpty()) {
            part.add(nothingOwed());
            return part;
        }
        part.add(panel(getTranslation("aging.title"), new AgingBar(currency.aging(), currency.currency())));
        part.add(new OpenItemsPanel(currency, processing, dialog(currency.currency())));
        return part;
    }

    private Component figures(InCurrency in) {
        List<Line> overdue = in.lines().stream()
                .filter(line -> Due.of(line.daysPastDue()).isOverdue())
                .toList();
        Optional<Line> next = in.lines().stream()
                .filter(line -> !Due.of(line.daysPastDue()).isOverdue())
                .min(Comparator.comparing(Line::dueDate));
        long late = overdue.stream().mapToLong(Line::open).sum();
        return Figure.row(
                Figure.hero(
                        getTranslation(in.balance() < 0 ? "statement.balance.credit" : "statement.balance"),
                        amounts().text(Math.absExact(in.balance()), in.currency()),
                        getTranslation(
                                in.unapplied() > 0 ? "statement.balance.below_less_credit" : "statement.balance.below",
                                in.lines().size())),
                Figure.overdue(
                        late > 0,
                        getTranslation("statement.overdue"),
                        amounts().text(late, in.currency()),
                        getTranslation("statement.overdue.below", overdue.size())),
                next.map(line -> Figure.plain(
                                getTranslation("statement.next"),
                                amounts().text(dueOn(in, line), in.currency()),
                                getTranslation("statement.next.below", days().text(line.dueDate()))))
                        .orElseGet(() -> Figure.plain(
                                getTranslation("statement.next"), "–", getTranslation("statement.next.none"))),
                Figure.plain(
                        getTranslation("statement.credit"),
                        amounts().text(in.unapplied(), in.currency()),
                        getTranslation(in.unapplied() > 0 ? "statement.credit.below" : "statement.credit.none")));
    }

    /** All that falls due on the day the next claim does. */
    private static long dueOn(InCurrency in, Line next) {
        return in.lines().stream()
                .filter(line -> line.dueDate().equals(next.dueDate()))
                .mapToLong(Line::open)
                .sum();
    }

    /** The statement does not tell which claims a payment is under way for; their own lists do. */
    private Set<String> beingPaid(String customer) {
        var found = new HashSet<String>();
        everyPage(
                cursor -> invoices.list(customer, "open", null, cursor, PAGE),
                invoice -> note(found, invoice.flags(), invoice.id()));
        if (visitor.may("charges:read")) {
            everyPage(
                    cursor -> charges.list(customer, "open", cursor, PAGE),
                    charge -> note(found, charge.flags(), charge.id()));
        }
        return found;
    }

    private static void note(Set<String> found, List<String> flags, String id) {
        if (flags.contains("payment_processing")) {
            found.add(id);
        }
    }

    private static <T> void everyPage(Function<@Nullable String, Page<T>> read, Consumer<T> row) {
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            Page<T> rows = read.apply(cursor);
            rows.data().forEach(row);
            cursor = rows.nextCursor();
            if (cursor == null) {
                return;
            }
        }
    }
}
