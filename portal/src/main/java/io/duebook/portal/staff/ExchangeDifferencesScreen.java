package io.duebook.portal.staff;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.Page;
import io.duebook.portal.api.ReportsApi;
import io.duebook.portal.api.ReportsApi.Difference;
import io.duebook.portal.api.ReportsApi.Differences;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Figure;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What a period's allocations gained or lost because currencies moved between claim and money, and which they were. */
@Route("exchange_differences")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "reports:read")
class ExchangeDifferencesScreen extends Screen implements AfterNavigationObserver {

    /** What whoever is led to money or credit has to be allowed to read. */
    private static final List<String> SOURCES =
            List.of("payments:read", "credit_notes:read", "charges:read", "transfers:read");

    private final Visitor visitor;
    private final transient ReportsApi reports;
    private final transient Exports exports;
    private final transient Translations translations;
    private final DatePicker from;
    private final DatePicker to;
    private final Div found = new Div();

    ExchangeDifferencesScreen(Visitor visitor, ReportsApi reports, Exports exports, Translations translations) {
        this.visitor = visitor;
        this.reports = reports;
        this.exports = exports;
        this.translations = translations;
        LocalDate today = visitor.today();
        this.from = Dates.field(getTranslation("ledger.from"), today.withDayOfMonth(1), getLocale());
        this.to = Dates.field(getTranslation("ledger.to"), today, getLocale());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var rates = new Anchor("exchange_rates", getTranslation("rates.title"));
        rates.addClassName("btn-link");
        boolean mayReadRates = visitor.may("exchange_rates:read");
        head(
                getTranslation("differences.title"),
                getTranslation("differences.below", visitor.tenant().baseCurrency()),
                mayReadRates ? new Anchor[] {rates} : new Anchor[0]);
        found.addClassName("part");
        var asking = new Div(
                from,
                to,
                new ExportMenu(
                        exports,
                        () -> new Asked(
                                "/v1/reports/exchange_differences",
                                Map.of("from", text(from), "to", text(to)),
                                "exchange_differences-" + text(from) + "-" + text(to))));
        asking.addClassName("asking");
        var panel = new Div(asking);
        panel.addClassName("panel");
        add(panel, found);
        new Filters(event).day("from", from).day("to", to).read(this::read);
    }

    private static String text(DatePicker day) {
        return day.getValue() == null ? "" : day.getValue().toString();
    }

    private void read() {
        found.removeAll();
        LocalDate first = from.getValue();
        LocalDate last = to.getValue();
        if (first == null || last == null || first.isAfter(last)) {
            var none = new Div(new Paragraph(getTranslation("ledger.no_period")));
            none.addClassName("panel");
            found.add(none);
            return;
        }
        Differences sums = reports.exchangeDifferences(first, last, null, 1);
        found.add(figures(sums));
        if (sums.data().isEmpty()) {
            var none =
                    new Div(nothing(getTranslation("differences.nothing"), getTranslation("differences.nothing.text")));
            none.addClassName("panel");
            found.add(none);
            return;
        }
        Grid<Difference> grid = list();
        grid.addClassName("tall");
        CursorSource.show(grid, (cursor, limit) -> {
            Differences page = reports.exchangeDifferences(first, last, cursor, limit);
            return new Page<>(page.data(), page.hasMore(), page.nextCursor());
        });
        var panel = new Div(grid);
        panel.addClassNames("panel", "list-panel");
        found.add(panel);
    }

    private Div figures(Differences sums) {
        Div row = Figure.row(
                Figure.hero(
                        getTranslation("differences.in_all"),
                        amounts().text(sums.difference(), sums.baseCurrency()),
                        getTranslation("differences.in_all.below")),
                Figure.plain(
                        getTranslation("differences.gains"),
                        amounts().text(sums.gains(), sums.baseCurrency()),
                        getTranslation("differences.gains.below")),
                Figure.plain(
                        getTranslation("differences.losses"),
                        amounts().text(sums.losses(), sums.baseCurrency()),
                        getTranslation("differences.losses.below")));
        row.addClassName("three");
        return row;
    }

    private Grid<Difference> list() {
        var columns = new Columns<Difference>(
                        getTranslation("differences.title"),
                        row -> Documents.address(row.invoice()),
                        row -> new Card(
                                row.number(),
                                base(row.difference(), row),
                                null,
                                getTranslation("differences.card", days().text(row.on()), row.customerName())))
                .words(getTranslation("ledger.on"), row -> days().text(row.on()))
                .link(getTranslation("field.number"), Difference::number, row -> Documents.address(row.invoice()));
        if (SOURCES.stream().allMatch(visitor::may)) {
            columns.link(getTranslation("field.settled_by"), this::source, row -> Documents.address(row.source()));
        } else {
            columns.words(getTranslation("field.settled_by"), this::source);
        }
        return columns.name(
                        getTranslation("field.customer"),
                        Difference::customerName,
                        row -> "customers/" + row.customer())
                .figures(getTranslation("differences.settled"), row -> amounts().text(row.amount(), row.currency()))
                .figures(getTranslation("differences.claim"), row -> base(row.claimBase(), row))
                .figures(getTranslation("differences.money"), row -> base(row.moneyBase(), row))
                .figures(getTranslation("differences.difference"), row -> base(row.difference(), row))
                .grid();
    }

    /** What the money or credit came with; one of a kind we do not know yet is told by its id. */
    private String source(Difference row) {
        String key = "differences.by." + row.source().substring(0, 3);
        return translations.knows(key, getLocale()) ? translations.word(key, getLocale()) : row.source();
    }

    private String base(long minor, Difference row) {
        return amounts().text(minor, row.baseCurrency());
    }
}
