package io.duebook.portal.staff;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.UnidentifiedReceiptsApi;
import io.duebook.portal.api.UnidentifiedReceiptsApi.UnidentifiedReceipt;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Money of unknown payers, the longest here first. */
@Route("unidentified_receipts")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "unidentified_receipts:read")
class UnidentifiedReceiptsScreen extends Screen implements AfterNavigationObserver {

    private static final String ANY = "";

    private final transient UnidentifiedReceiptsApi receipts;
    private final transient Exports exports;

    UnidentifiedReceiptsScreen(UnidentifiedReceiptsApi receipts, Exports exports) {
        this.receipts = receipts;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("unidentified.title"), getTranslation("unidentified.below"));
        Grid<UnidentifiedReceipt> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("unidentified.nothing"));
        Select<String> state = states();
        Runnable read = () -> CursorSource.show(
                grid,
                (cursor, limit) ->
                        receipts.list(state.getValue().equals(ANY) ? null : state.getValue(), cursor, limit));
        new Filters(event).choice("state", state).read(read);
        var asking = new Div(
                state,
                new ExportMenu(
                        exports,
                        () -> new Asked(
                                "/v1/unidentified_receipts",
                                Map.of("state", state.getValue()),
                                "unidentified_receipts")));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Select<String> states() {
        var states = new Select<String>();
        states.setLabel(getTranslation("field.state"));
        states.setItems(List.of("unclaimed", "claimed", "returned", ANY));
        states.setItemLabelGenerator(
                state -> getTranslation(state.isEmpty() ? "state.any" : "unidentified_state." + state));
        states.setValue("unclaimed");
        return states;
    }

    private Grid<UnidentifiedReceipt> list() {
        return new Columns<UnidentifiedReceipt>(
                        getTranslation("unidentified.title"),
                        UnidentifiedReceiptsScreen::address,
                        receipt -> new Card(
                                payer(receipt),
                                amounts().text(receipt.amount(), receipt.currency()),
                                mark(receipt),
                                days().text(receipt.receivedOn())))
                .link(
                        getTranslation("field.staff.received_on"),
                        receipt -> days().text(receipt.receivedOn()),
                        UnidentifiedReceiptsScreen::address)
                .name(getTranslation("unidentified.payer"), this::payer, UnidentifiedReceiptsScreen::address)
                .words(
                        getTranslation("field.reference"),
                        receipt -> Objects.requireNonNullElse(receipt.reference(), ""))
                .words(
                        getTranslation("unidentified.age"),
                        receipt -> getTranslation("unidentified.days", receipt.ageDays()))
                .mark(getTranslation("field.state"), this::mark)
                .figures(
                        getTranslation("field.amount"), receipt -> amounts().text(receipt.amount(), receipt.currency()))
                .grid();
    }

    private String payer(UnidentifiedReceipt receipt) {
        return Objects.requireNonNullElse(receipt.payer(), getTranslation("unidentified.nobody"));
    }

    private static String address(UnidentifiedReceipt receipt) {
        return "unidentified_receipts/" + receipt.id();
    }

    private Mark mark(UnidentifiedReceipt receipt) {
        return new Mark(
                getTranslation("unidentified_state." + receipt.state()),
                receipt.isUnclaimed() ? "warn" : receipt.state().equals("claimed") ? "ok" : "neutral");
    }
}
