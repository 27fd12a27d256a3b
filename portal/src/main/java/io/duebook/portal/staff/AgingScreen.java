package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi.Bucket;
import io.duebook.portal.api.ReportsApi;
import io.duebook.portal.api.ReportsApi.AgedCustomer;
import io.duebook.portal.api.ReportsApi.AgedReport;
import io.duebook.portal.api.ReportsApi.AgingInCurrency;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.AgingBar;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Figure;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Parts;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How old what is owed is, on any day and as it was known on any day: by days past due, or by the time since the business
 * date. What is asked stands in the address.
 */
@Route("aging")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "reports:read")
class AgingScreen extends Screen implements AfterNavigationObserver {

    private static final String PAST_DUE = "aging";
    private static final String AGE = "age";

    private final Visitor visitor;
    private final transient ReportsApi reports;
    private final transient Exports exports;
    private final Select<String> report = new Select<>();
    private final Select<String> date = new Select<>();
    private final DatePicker asOf;
    private final DatePicker knownOn;
    private final Div found = new Div();

    AgingScreen(Visitor visitor, ReportsApi reports, Exports exports) {
        this.visitor = visitor;
        this.reports = reports;
        this.exports = exports;
        this.asOf = Dates.field(getTranslation("aging.as_of"), visitor.today(), getLocale());
        this.knownOn = Dates.field(getTranslation("aging.known_on"), null, getLocale());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("aging.report"), getTranslation("aging.report.below"));
        report.setLabel(getTranslation("aging.basis"));
        report.setItems(PAST_DUE, AGE);
        report.setItemLabelGenerator(basis -> getTranslation("aging.basis." + basis));
        report.setValue(PAST_DUE);
        date.setLabel(getTranslation("aging.date"));
        date.setItems("accounting", "value");
        date.setItemLabelGenerator(basis -> getTranslation("aging.date." + basis));
        date.setValue("accounting");
        knownOn.setClearButtonVisible(true);
        knownOn.setMax(visitor.today());
        knownOn.setPlaceholder(getTranslation("aging.known_on.now"));
        knownOn.setI18n(knownOn.getI18n().setMaxErrorMessage(getTranslation("aging.known_on.future")));
        found.addClassName("part");
        var asking = new Div(report, asOf, knownOn, date, new ExportMenu(exports, this::asked));
        asking.addClassName("asking");
        var panel = new Div(asking);
        panel.addClassName("panel");
        add(panel, found);
        new Filters(event)
                .choice("basis", report)
                .day("as_of", asOf)
                .day("known_on", knownOn)
                .choice("date", date)
                .read(this::read);
    }

    private Asked asked() {
        AgingQuestion question = question();
        var filters = new LinkedHashMap<String, String>();
        filters.put("as_of", question.asOf().toString());
        filters.put("date", question.date());
        if (question.knownAt() != null) {
            filters.put("known_at", question.knownAt().toString());
        }
        return new Asked(
                "/v1/reports/" + report.getValue(), Map.copyOf(filters), report.getValue() + "-" + question.asOf());
    }

    private AgingQuestion question() {
        return AgingQuestion.of(
                asOf.getValue() == null ? visitor.today() : asOf.getValue(),
                knownOn.getValue(),
                date.getValue(),
                visitor.today(),
                visitor.tenant().timeZone());
    }

    private void read() {
        found.removeAll();
        if (knownOn.getValue() != null && knownOn.getValue().isAfter(visitor.today())) {
            return;
        }
        AgingQuestion question = question();
        AgedReport answer = report.getValue().equals(AGE)
                ? reports.age(question.asOf(), question.knownAt(), question.date())
                : reports.aging(question.asOf(), question.knownAt(), question.date());
        found.add(heading(answer));
        if (answer.currencies().isEmpty()) {
            var none = new Div(nothing(getTranslation("aging.nothing"), getTranslation("aging.nothing.text")));
            none.addClassName("panel");
            found.add(none);
        } else if (answer.currencies().size() == 1) {
            found.add(part(answer.currencies().getFirst(), question));
        } else {
            var parts = new Parts();
            answer.currencies().forEach(in -> parts.add(in.currency(), part(in, question)));
            found.add(parts);
        }
    }

    /** What the figures are of; who prints the page or sends a picture of it sends this with it. */
    private Component heading(AgedReport answer) {
        var heading = new Paragraph(getTranslation(
                "aging.heading." + report.getValue(),
                days().text(answer.asOf()),
                getTranslation("aging.date." + date.getValue()),
                days().text(answer.knownAt(), answer.timeZone())));
        heading.addClassName("muted");
        return heading;
    }

    private Component part(AgingInCurrency in, AgingQuestion question) {
        long claims = in.buckets().stream().mapToLong(Bucket::count).sum();
        Div figures = Figure.row(
                Figure.hero(
                        getTranslation("overview.open"),
                        amounts().text(in.open(), in.currency()),
                        getTranslation("overview.open.below", claims)),
                Figure.plain(
                        getTranslation("overview.unapplied"),
                        amounts().text(in.unapplied(), in.currency()),
                        getTranslation("overview.unapplied.below")),
                Figure.plain(
                        getTranslation("customers.balance"),
                        amounts().text(in.balance(), in.currency()),
                        getTranslation("aging.balance.below")));
        figures.addClassName("three");
        var part = new Div(
                figures,
                panel(getTranslation("aging.basis." + report.getValue()), new AgingBar(in.buckets(), in.currency())));
        part.addClassName("part");
        Grid<AgedCustomer> grid = list(in);
        grid.addClassName("tall");
        boolean byAge = report.getValue().equals(AGE);
        CursorSource.show(
                grid,
                (cursor, limit) -> byAge
                        ? reports.ageByCustomer(
                                question.asOf(), question.knownAt(), question.date(), in.currency(), cursor, limit)
                        : reports.agingByCustomer(
                                question.asOf(), question.knownAt(), question.date(), in.currency(), cursor, limit));
        var panel = new Div(grid);
        panel.addClassNames("panel", "list-panel");
        part.add(panel);
        return part;
    }

    private Grid<AgedCustomer> list(AgingInCurrency all) {
        String currency = all.currency();
        var columns = new Columns<AgedCustomer>(
                        getTranslation("customers.title"),
                        AgingScreen::address,
                        row -> new Card(
                                row.name(),
                                amounts().text(of(row, currency).open(), currency),
                                null,
                                getTranslation(
                                        "aging.card",
                                        amounts().text(old(of(row, currency)), currency),
                                        getTranslation("aging.card." + report.getValue()))))
                .name(getTranslation("field.customer"), AgedCustomer::name, AgingScreen::address)
                .figures(
                        getTranslation("aging.open"),
                        row -> figure(of(row, currency).open(), currency));
        for (int at = 0; at < all.buckets().size(); at++) {
            int bucket = at;
            columns.figures(
                    getTranslation("bucket." + all.buckets().get(at).bucket()),
                    row -> figure(of(row, currency).buckets().get(bucket).amount(), currency));
        }
        return columns.figures(
                        getTranslation("overview.unapplied"),
                        row -> figure(of(row, currency).unapplied(), currency))
                .grid();
    }

    /** All but the first bucket: what is past due, or older than the youngest stretch. */
    private static long old(AgingInCurrency in) {
        return in.buckets().stream().skip(1).mapToLong(Bucket::amount).sum();
    }

    private String figure(long amount, String currency) {
        return amount == 0 ? "–" : amounts().text(amount, currency);
    }

    private static AgingInCurrency of(AgedCustomer row, String currency) {
        return row.currencies().stream()
                .filter(in -> in.currency().equals(currency))
                .findFirst()
                .orElseThrow();
    }

    private static String address(AgedCustomer row) {
        return "customers/" + row.customer();
    }
}
