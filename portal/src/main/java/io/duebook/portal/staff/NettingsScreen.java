package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.NettingsApi;
import io.duebook.portal.api.NettingsApi.Netting;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What customers owe that was set against what is owed to them, the newest first. */
@Route("nettings")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"nettings:read", "customers:read"})
class NettingsScreen extends Screen implements AfterNavigationObserver {

    private final Visitor visitor;
    private final transient NettingsApi nettings;
    private final transient CustomersApi customers;
    private final transient Exports exports;

    NettingsScreen(Visitor visitor, NettingsApi nettings, CustomersApi customers, Exports exports) {
        this.visitor = visitor;
        this.nettings = nettings;
        this.customers = customers;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("nettings.title"), getTranslation("nettings.below"), actions());
        Grid<Netting> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("nettings.nothing"));
        var customer = new CustomerPicker(customers);
        Runnable read =
                () -> CursorSource.show(grid, (cursor, limit) -> nettings.list(id(customer.getValue()), cursor, limit));
        new Filters(event).customer(customer, customers).read(read);
        var asking = new Div(
                customer,
                new ExportMenu(
                        exports,
                        () -> new Asked(
                                "/v1/nettings",
                                Map.of("customer", Objects.requireNonNullElse(id(customer.getValue()), "")),
                                "nettings")));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Component[] actions() {
        if (!visitor.may("nettings:write")) {
            return new Component[0];
        }
        var make = new Anchor("nettings/new", getTranslation("netting.new"));
        make.addClassNames("btn-link", "first");
        return new Component[] {make};
    }

    private static @Nullable String id(@Nullable Customer customer) {
        return customer == null ? null : customer.id();
    }

    private Grid<Netting> list() {
        return new Columns<Netting>(
                        getTranslation("nettings.title"),
                        NettingsScreen::address,
                        netting -> new Card(
                                netting.customer().name(),
                                amounts().text(netting.amount(), netting.currency()),
                                mark(this, netting),
                                days().text(netting.nettedOn())))
                .link(getTranslation("netting.on"), netting -> days().text(netting.nettedOn()), NettingsScreen::address)
                .name(
                        getTranslation("field.customer"),
                        netting -> netting.customer().name(),
                        netting -> "customers/" + netting.customer().id())
                .words(getTranslation("field.reason"), Netting::reason)
                .mark(getTranslation("field.state"), netting -> mark(this, netting))
                .figures(
                        getTranslation("field.amount"), netting -> amounts().text(netting.amount(), netting.currency()))
                .grid();
    }

    private static String address(Netting netting) {
        return "nettings/" + netting.id();
    }

    static Mark mark(Component on, Netting netting) {
        return netting.reversedOn() == null
                ? new Mark(on.getTranslation("netting.stands"), "ok")
                : new Mark(on.getTranslation("netting.undone"), "neutral");
    }
}
