package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.AuditApi;
import io.duebook.portal.api.AuditApi.Status;
import io.duebook.portal.api.ReportsApi;
import io.duebook.portal.api.ReportsApi.Aging;
import io.duebook.portal.api.ReportsApi.AgingInCurrency;
import io.duebook.portal.api.ReportsApi.Overdue;
import io.duebook.portal.api.ReportsApi.OverdueCustomer;
import io.duebook.portal.api.ReportsApi.OverdueInCurrency;
import io.duebook.portal.api.ReportsApi.Receipts;
import io.duebook.portal.api.ReportsApi.Received;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.AgingBar;
import io.duebook.portal.shell.Figure;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Parts;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;

/** The workspace's start: what is owed, what is late, what came in this week. */
@Route("overview")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "reports:read")
class OverviewScreen extends Screen implements AfterNavigationObserver {

    private static final int WORST = 5;

    private final Visitor visitor;
    private final transient ReportsApi reports;
    private final transient AuditApi audit;

    OverviewScreen(Visitor visitor, ReportsApi reports, AuditApi audit) {
        this.visitor = visitor;
        this.reports = reports;
        this.audit = audit;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        Aging aging = reports.aging();
        Receipts receipts = reports.receipts();
        Overdue overdue = reports.overdue(WORST);
        head(
                getTranslation("overview.title"),
                getTranslation("overview.below", visitor.tenant().name(), days().text(aging.asOf())),
                actions());
        List<String> currencies = currencies(aging, receipts);
        if (currencies.isEmpty()) {
            var box =
                    new Div(nothing(getTranslation("overview.nothing.title"), getTranslation("overview.nothing.text")));
            box.addClassName("panel");
            add(box);
        } else if (currencies.size() == 1) {
            add(part(currencies.getFirst(), aging, receipts, overdue));
        } else {
            var parts = new Parts();
            currencies.forEach(currency -> parts.add(currency, part(currency, aging, receipts, overdue)));
            add(parts);
        }
        if (visitor.may("audit:read")) {
            add(verified());
        }
    }

    private Component verified() {
        Status status = audit.status();
        var line = new Div(new Anchor("audit", AuditWords.line(this, status)));
        line.addClassNames("verified", AuditWords.mark(this, status).look());
        return line;
    }

    private Component[] actions() {
        var actions = new ArrayList<Component>();
        if (visitor.may("payments:write")) {
            actions.add(action("receipts/new", "receipt.new", false));
        }
        if (visitor.may("invoices:write")) {
            actions.add(action("invoices/new", "invoice.new", true));
        }
        return actions.toArray(Component[]::new);
    }

    /** Those with open items first, then those in which only money came in. */
    private static List<String> currencies(Aging aging, Receipts receipts) {
        var found = new ArrayList<>(
                aging.currencies().stream().map(AgingInCurrency::currency).toList());
        receipts.currencies().stream()
                .map(Received::currency)
                .filter(currency -> !found.contains(currency))
                .forEach(found::add);
        return found;
    }

    private Component part(String currency, Aging aging, Receipts receipts, Overdue overdue) {
        AgingInCurrency owed = aging.currencies().stream()
                .filter(in -> in.currency().equals(currency))
                .findFirst()
                .orElse(new AgingInCurrency(currency, List.of(), 0, 0, 0));
        Received received = receipts.currencies().stream()
                .filter(in -> in.currency().equals(currency))
                .findFirst()
                .orElse(new Received(currency, 0, 0));
        OverdueInCurrency late = overdue.currencies().stream()
                .filter(in -> in.currency().equals(currency))
                .findFirst()
                .orElse(new OverdueInCurrency(currency, 0, 0, List.of()));
        long items = owed.buckets().stream().mapToLong(bucket -> bucket.count()).sum();
        var part = new Div(Figure.row(
                Figure.hero(
                        getTranslation("overview.open"),
                        amounts().text(owed.open(), currency),
                        getTranslation("overview.open.below", items)),
                Figure.overdue(
                        late.overdue() > 0,
                        getTranslation("overview.overdue"),
                        amounts().text(late.overdue(), currency),
                        getTranslation("overview.overdue.below", late.customers())),
                Figure.plain(
                        getTranslation("overview.received"),
                        amounts().text(received.amount(), currency),
                        getTranslation("overview.received.below", received.count())),
                Figure.plain(
                        getTranslation("overview.unapplied"),
                        amounts().text(owed.unapplied(), currency),
                        getTranslation("overview.unapplied.below"))));
        part.addClassName("part");
        if (!owed.buckets().isEmpty()) {
            part.add(panel(getTranslation("aging.title"), new AgingBar(owed.buckets(), currency)));
        }
        part.add(panel(getTranslation("overview.worst"), worst(late)));
        return part;
    }

    private Component worst(OverdueInCurrency late) {
        if (late.data().isEmpty()) {
            return nothing(
                    getTranslation("overview.worst.nothing.title"), getTranslation("overview.worst.nothing.text"));
        }
        var table = new Table(
                getTranslation("overview.worst"),
                Column.words(getTranslation("field.customer")).at(Place.TITLE),
                Column.words(getTranslation("overview.oldest")).at(Place.NOTE),
                Column.figures(getTranslation("overview.items")).at(Place.END),
                Column.figures(getTranslation("overview.overdue")).at(Place.FIGURE));
        for (OverdueCustomer customer : late.data()) {
            table.row(
                    new Anchor("customers/" + customer.customer(), customer.name()),
                    Pill.due(customer.daysPastDue()),
                    amounts().count(customer.count()),
                    amounts().text(customer.overdue(), late.currency()));
        }
        return table;
    }
}
