package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.Page;
import io.duebook.portal.document.BillWords;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All bills and cheques that are followed, the first to mature first: what to take to the bank, and what should have been paid. */
@Route("bills")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"bills:read", "customers:read"})
class BillsScreen extends Screen implements AfterNavigationObserver {

    private static final String ANY = "";
    private static final String NUMBER = "number";
    private static final String SLIP = "slip";
    private static final int TYPING_PAUSE_MS = 350;

    private final Visitor visitor;
    private final transient BillsApi bills;
    private final transient CustomersApi customers;
    private final transient Exports exports;
    private final transient Translations translations;
    private final CustomerPicker customer;
    private final Select<String> by = new Select<>();
    private final TextField search = new TextField();
    private final Select<String> state = new Select<>();
    private final Select<String> kind = new Select<>();
    private final DatePicker maturesFrom;
    private final DatePicker maturesTo;

    BillsScreen(Visitor visitor, BillsApi bills, CustomersApi customers, Exports exports, Translations translations) {
        this.visitor = visitor;
        this.bills = bills;
        this.customers = customers;
        this.exports = exports;
        this.translations = translations;
        this.customer = new CustomerPicker(customers);
        this.maturesFrom = Dates.field(getTranslation("bills.matures_from"), null, getLocale());
        this.maturesTo = Dates.field(getTranslation("bills.matures_to"), null, getLocale());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("bills.title"), getTranslation("bills.below"), actions());
        Grid<Bill> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("bills.nothing"));
        configure();
        var filters = new Filters(event)
                .customer(customer, customers)
                .choice("by", by)
                .words("q", search)
                .choice("state", state)
                .choice("kind", kind)
                .day("matures_from", maturesFrom)
                .day("matures_to", maturesTo);
        Runnable read = () -> {
            Asking asked = typed();
            CursorSource.show(grid, (cursor, limit) -> asked.page(bills, cursor, limit));
        };
        filters.read(read);
        var asking = new Div(
                customer,
                by,
                search,
                state,
                more(filters.isAny(kind, maturesFrom, maturesTo)),
                new ExportMenu(exports, () -> typed().file()));
        asking.addClassNames("asking", "asking-much");
        var panel = new Div(asking, grid);
        if (visitor.may("bills:write")) {
            panel.add(new BillsBar(visitor, bills, grid, read));
        }
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private void configure() {
        choices(by, "invoices.by", NUMBER, List.of(NUMBER, SLIP), way -> getTranslation("bills.by." + way));
        search.setLabel(getTranslation("bills.search"));
        search.setClearButtonVisible(true);
        search.setMaxLength(60);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_PAUSE_MS);
        choices(
                state,
                "field.state",
                ANY,
                List.of(ANY, "held", "deposited", "collected", "discounted", "endorsed", "dishonoured", "returned"),
                one -> getTranslation(one.isEmpty() ? "state.any" : "bill_state." + one));
        choices(
                kind,
                "field.kind",
                ANY,
                List.of(ANY, "bank_acceptance", "commercial_acceptance", "promissory_note", "cheque"),
                one -> getTranslation(one.isEmpty() ? "state.any" : "bill_kind." + one));
        maturesFrom.setClearButtonVisible(true);
        maturesTo.setClearButtonVisible(true);
    }

    /** What is asked for less often, so that a phone begins with the bills. */
    private NativeDetails more(boolean isOpen) {
        var rest = new Div(kind, maturesFrom, maturesTo);
        rest.addClassName("asking-more");
        var more = new NativeDetails(getTranslation("filters.more"), rest);
        more.setOpen(isOpen);
        return more;
    }

    private void choices(
            Select<String> choice,
            String label,
            String first,
            List<String> items,
            com.vaadin.flow.component.ItemLabelGenerator<String> words) {
        choice.setLabel(getTranslation(label));
        choice.setItems(items);
        choice.setItemLabelGenerator(words);
        choice.setValue(first);
    }

    /** What is asked for: empty choices are none. */
    private record Asking(
            @Nullable String customer,
            String by,
            String words,
            String state,
            String kind,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {

        Page<Bill> page(BillsApi bills, @Nullable String cursor, int limit) {
            return bills.list(
                    customer,
                    Fields.given(state),
                    Fields.given(kind),
                    by.equals(NUMBER) ? Fields.given(words) : null,
                    by.equals(SLIP) ? Fields.given(words) : null,
                    from,
                    to,
                    cursor,
                    limit);
        }

        Asked file() {
            var filters = new HashMap<String, String>();
            filters.put("customer", Objects.requireNonNullElse(customer, ""));
            filters.put(by, words.strip());
            filters.put("state", state);
            filters.put("kind", kind);
            filters.put("matures_from", Objects.toString(from, ""));
            filters.put("matures_to", Objects.toString(to, ""));
            return new Asked("/v1/bills", Map.copyOf(filters), "bills");
        }
    }

    private Asking typed() {
        Customer who = customer.getValue();
        return new Asking(
                who == null ? null : who.id(),
                by.getValue(),
                search.getValue(),
                state.getValue(),
                kind.getValue(),
                maturesFrom.getValue(),
                maturesTo.getValue());
    }

    private Component[] actions() {
        if (!visitor.may("payments:write")) {
            return new Component[0];
        }
        var record = new Anchor("receipts/new?method=bill", getTranslation("bill.new"));
        record.addClassNames("btn-link", "first");
        return new Component[] {record};
    }

    private Grid<Bill> list() {
        var columns = new Columns<Bill>(
                getTranslation("bills.title"),
                BillsScreen::address,
                bill -> new Card(
                        bill.customer().name(),
                        amounts().text(bill.amount(), bill.currency()),
                        mark(bill),
                        days().text(bill.maturesOn()) + " · " + kind(bill)));
        if (visitor.may("bills:write")) {
            columns.choosing(getTranslation("bills.choose"));
        }
        return columns.name(getTranslation("bill.number"), Bill::number, BillsScreen::address)
                .name(
                        getTranslation("field.customer"),
                        bill -> bill.customer().name(),
                        bill -> "customers/" + bill.customer().id())
                .words(getTranslation("field.kind"), this::kind)
                .words(getTranslation("bill.matures_on"), bill -> days().text(bill.maturesOn()))
                .mark(getTranslation("field.state"), this::mark)
                .figures(getTranslation("field.amount"), bill -> amounts().text(bill.amount(), bill.currency()))
                .grid();
    }

    private static String address(Bill bill) {
        return "bills/" + bill.id();
    }

    private String kind(Bill bill) {
        return BillWords.kind(translations, bill.kind(), getLocale());
    }

    private Mark mark(Bill bill) {
        return BillWords.mark(this, translations, bill, getLocale());
    }
}
