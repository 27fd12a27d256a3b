package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.TransfersApi;
import io.duebook.portal.api.TransfersApi.Transfer;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What passed between customers, the newest first. */
@Route("transfers")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"transfers:read", "customers:read"})
class TransfersScreen extends Screen implements AfterNavigationObserver {

    private final transient TransfersApi transfers;
    private final transient CustomersApi customers;
    private final transient Exports exports;

    TransfersScreen(TransfersApi transfers, CustomersApi customers, Exports exports) {
        this.transfers = transfers;
        this.customers = customers;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("transfers.title"), getTranslation("transfers.below"));
        Grid<Transfer> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("transfers.nothing"));
        var customer = new CustomerPicker(customers);
        Runnable read = () ->
                CursorSource.show(grid, (cursor, limit) -> transfers.list(id(customer.getValue()), cursor, limit));
        new Filters(event).customer(customer, customers).read(read);
        var export = new ExportMenu(exports, () -> asked(customer.getValue()));
        var asking = new Div(customer, export);
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private static Asked asked(@Nullable Customer customer) {
        return new Asked("/v1/transfers", customer == null ? Map.of() : Map.of("customer", customer.id()), "transfers");
    }

    private static @Nullable String id(@Nullable Customer customer) {
        return customer == null ? null : customer.id();
    }

    private Grid<Transfer> list() {
        return new Columns<Transfer>(
                        getTranslation("transfers.title"),
                        TransfersScreen::address,
                        transfer -> new Card(
                                transfer.from().name(),
                                amounts().text(transfer.amount(), transfer.currency()),
                                "→ " + transfer.to().name(),
                                mark(this, transfer),
                                kind(this, transfer) + " · " + days().text(transfer.transferredOn())))
                .link(
                        getTranslation("transfer.on"),
                        transfer -> days().text(transfer.transferredOn()),
                        TransfersScreen::address)
                .name(
                        getTranslation("transfer.from"),
                        transfer -> transfer.from().name(),
                        transfer -> "customers/" + transfer.from().id())
                .name(
                        getTranslation("transfer.to"),
                        transfer -> transfer.to().name(),
                        transfer -> "customers/" + transfer.to().id())
                .words(getTranslation("field.kind"), transfer -> kind(this, transfer))
                .mark(getTranslation("field.state"), transfer -> mark(this, transfer))
                .figures(getTranslation("field.amount"), transfer -> amounts()
                        .text(transfer.amount(), transfer.currency()))
                .grid();
    }

    private static String address(Transfer transfer) {
        return "transfers/" + transfer.id();
    }

    static String kind(Component on, Transfer transfer) {
        return on.getTranslation("transfer.kind." + transfer.kind());
    }

    static Mark mark(Component on, Transfer transfer) {
        return transfer.standing() == 0
                ? new Mark(on.getTranslation("transfer.undone"), "neutral")
                : transfer.standing() < transfer.amount()
                        ? new Mark(on.getTranslation("transfer.undone_in_part"), "warn")
                        : new Mark(on.getTranslation("transfer.stands"), "ok");
    }
}
