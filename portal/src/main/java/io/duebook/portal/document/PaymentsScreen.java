package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.Payment;
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
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.Objects;

/** All payments: a contact's own, or every customer's for staff; the last received first. */
@Route("payments")
@PermitAll
@For(scopes = "payments:read")
class PaymentsScreen extends Screen implements AfterNavigationObserver {

    private final Visitor visitor;
    private final transient PaymentsApi payments;
    private final transient Exports exports;
    private final transient Translations translations;
    private final transient CustomersApi customers;
    private final CustomerPicker customer;
    private final DatePicker from;
    private final DatePicker to;
    private final Checkbox unapplied;

    PaymentsScreen(
            Visitor visitor, PaymentsApi payments, CustomersApi customers, Exports exports, Translations translations) {
        this.visitor = visitor;
        this.payments = payments;
        this.exports = exports;
        this.translations = translations;
        this.customers = customers;
        this.customer = new CustomerPicker(customers);
        String words = visitor.isContact() ? "payments.contact." : "payments.staff.";
        this.from = Dates.field(getTranslation(words + "from"), null, getLocale());
        this.to = Dates.field(getTranslation(words + "to"), null, getLocale());
        this.unapplied = new Checkbox(getTranslation(words + "unapplied"));
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        String audience = visitor.isContact() ? "contact" : "staff";
        head(
                getTranslation("payments." + audience + ".title"),
                getTranslation("payments." + audience + ".below"),
                actions());
        Grid<Payment> grid = list(audience);
        grid.addClassName("tall");
        from.setClearButtonVisible(true);
        to.setClearButtonVisible(true);
        var filters = new Filters(event);
        var asking = new Div();
        if (!visitor.isContact()) {
            filters.customer(customer, customers);
            asking.add(customer);
        }
        filters.day("received_from", from).day("received_to", to).tick("unapplied", unapplied);
        asking.add(
                from,
                to,
                unapplied,
                new ExportMenu(exports, () -> new Asked("/v1/payments", filters.asked(), "payments")));
        asking.addClassName("asking");
        filters.read(() -> {
            grid.setEmptyStateText(getTranslation(
                    filters.isAny(customer, from, to, unapplied)
                            ? "payments.none_found"
                            : "payments." + audience + ".nothing"));
            CursorSource.show(grid, reading());
        });
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private CursorSource.Reading<Payment> reading() {
        String who = customer.getValue() == null ? null : customer.getValue().id();
        LocalDate first = from.getValue();
        LocalDate last = to.getValue();
        boolean onlyUnapplied = unapplied.getValue();
        return (cursor, limit) -> payments.list(who, first, last, onlyUnapplied, cursor, limit);
    }

    private Component[] actions() {
        return visitor.isContact() || !visitor.may("payments:write")
                ? new Component[0]
                : new Component[] {action("receipts/new", "receipt.new", true)};
    }

    private Grid<Payment> list(String audience) {
        var columns = new Columns<Payment>(
                getTranslation("payments." + audience + ".title"),
                PaymentsScreen::address,
                payment -> new Card(
                        visitor.isContact()
                                ? days().text(payment.receivedOn())
                                : payment.customer().name(),
                        amounts().text(payment.amount()),
                        mark(payment),
                        method(payment) + (visitor.isContact() ? "" : " · " + days().text(payment.receivedOn()))));
        columns.link(
                getTranslation("field." + audience + ".received_on"),
                payment -> days().text(payment.receivedOn()),
                PaymentsScreen::address);
        if (!visitor.isContact()) {
            columns.name(
                    getTranslation("field.customer"),
                    payment -> payment.customer().name(),
                    payment -> "customers/" + payment.customer().id());
        }
        return columns.words(getTranslation("field." + audience + ".method"), this::method)
                .words(
                        getTranslation("field.reference"),
                        payment -> Objects.requireNonNullElse(payment.reference(), ""))
                .mark(getTranslation("field.state"), this::mark)
                .figures(
                        getTranslation("field." + audience + ".unapplied"),
                        payment -> payment.unapplied() == 0
                                ? "–"
                                : amounts()
                                        .text(
                                                payment.unapplied(),
                                                payment.amount().currency()))
                .figures(getTranslation("field.amount"), payment -> amounts().text(payment.amount()))
                .grid();
    }

    private static String address(Payment payment) {
        return "payments/" + payment.id();
    }

    private Mark mark(Payment payment) {
        return new Mark(
                getTranslation("payment_state." + (visitor.isContact() ? "contact." : "staff.") + payment.state()),
                payment.isReversed() ? "bad" : "ok");
    }

    private String method(Payment payment) {
        return PaymentWords.method(translations, payment.method(), getLocale());
    }
}
