package io.duebook.portal.staff;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ExportsApi;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every list of the books as a file: whole, or of a time, or as of a day; and all books as one. */
@Route("exports")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "reports:read")
class ExportsScreen extends Screen implements AfterNavigationObserver {

    /**
     * A list that can be taken away.
     *
     * @param name of the file, and of the words on it
     * @param from what its first day is called; null where it takes none
     * @param to what its last day is called; null where it takes none
     */
    private record Listed(
            String name,
            String path,
            String scope,
            @Nullable String from,
            @Nullable String to) {}

    private static final List<Listed> LISTS = List.of(
            new Listed("customers", "/v1/reports/customers", "reports:read", null, null),
            new Listed("invoices", "/v1/invoices", "invoices:read", "issued_from", "issued_to"),
            new Listed("deposits", "/v1/deposits", "deposits:read", null, null),
            new Listed("credit_notes", "/v1/credit_notes", "credit_notes:read", null, null),
            new Listed("charges", "/v1/charges", "charges:read", "issued_from", "issued_to"),
            new Listed("payments", "/v1/payments", "payments:read", "received_from", "received_to"),
            new Listed("bills", "/v1/bills", "bills:read", "matures_from", "matures_to"),
            new Listed("refunds", "/v1/refunds", "refunds:read", null, null),
            new Listed("unidentified_receipts", "/v1/unidentified_receipts", "unidentified_receipts:read", null, null),
            new Listed("recurring_invoices", "/v1/recurring_invoices", "recurring_invoices:read", null, null),
            new Listed("deductions", "/v1/deductions", "deductions:read", null, null),
            new Listed("nettings", "/v1/nettings", "nettings:read", null, null),
            new Listed("transfers", "/v1/transfers", "transfers:read", null, null),
            new Listed("settlement_offers", "/v1/settlement_offers", "settlement_offers:read", null, null),
            new Listed("retention", "/v1/reports/retention", "reports:read", null, "as_of"),
            new Listed("exchange_rates", "/v1/exchange_rates", "exchange_rates:read", "from", "to"),
            new Listed("exchange_differences", "/v1/reports/exchange_differences", "reports:read", "from", "to"),
            new Listed("approvals", "/v1/approvals", "approvals:read", null, null),
            new Listed("aging", "/v1/reports/aging", "reports:read", null, "as_of"),
            new Listed("age", "/v1/reports/age", "reports:read", null, "as_of"),
            new Listed("statements", "/v1/statements", "statements:read", null, null),
            new Listed("journal", "/v1/journal", "journal:read", "from", "to"));

    private final Visitor visitor;
    private final transient Exports exports;
    private final transient ExportsApi books;
    private final transient Translations translations;
    private final DatePicker from;
    private final DatePicker to;

    ExportsScreen(Visitor visitor, Exports exports, ExportsApi books, Translations translations) {
        this.visitor = visitor;
        this.exports = exports;
        this.books = books;
        this.translations = translations;
        this.from = Dates.field(getTranslation("ledger.from"), null, getLocale());
        this.to = Dates.field(getTranslation("ledger.to"), visitor.today(), getLocale());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("exports.title"), getTranslation("exports.below"));
        from.setClearButtonVisible(true);
        to.setClearButtonVisible(true);
        var asking = new Div(from, to);
        asking.addClassName("asking");
        var table = new Table(
                getTranslation("exports.title"),
                Column.words(getTranslation("exports.list")).at(Place.TITLE),
                Column.words(getTranslation("exports.what")).at(Place.NOTE),
                Column.words("").at(Place.END));
        LISTS.stream()
                .filter(list -> visitor.may(list.scope()))
                .forEach(list -> table.row(
                        getTranslation("exports." + list.name()),
                        getTranslation("exports." + list.name() + ".what"),
                        new ExportMenu(exports, () -> asked(list))));
        var note = new Paragraph(getTranslation("exports.note"));
        note.addClassName("note");
        var panel = new Div(asking, table, note);
        panel.addClassName("panel");
        add(panel);
        if (visitor.may("exports:read")) {
            add(new WholeBooks(visitor, books, exports, translations));
        }
    }

    private Asked asked(Listed list) {
        var filters = new HashMap<String, String>();
        put(filters, list.from(), from);
        put(filters, list.to(), to);
        return new Asked(list.path(), Map.copyOf(filters), list.name());
    }

    private static void put(Map<String, String> filters, @Nullable String name, DatePicker day) {
        if (name != null && day.getValue() != null) {
            filters.put(name, day.getValue().toString());
        }
    }
}
