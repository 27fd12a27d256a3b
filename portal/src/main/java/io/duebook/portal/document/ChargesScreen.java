package io.duebook.portal.document;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.ChargesApi.Charge;
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
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;

/** All fees, costs and interest of all customers, the newest first. */
@Route("charges")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "charges:read")
class ChargesScreen extends Screen implements AfterNavigationObserver {

    private static final String ANY = "";

    private final transient ChargesApi charges;
    private final transient Exports exports;
    private final transient Translations translations;

    ChargesScreen(ChargesApi charges, Exports exports, Translations translations) {
        this.charges = charges;
        this.exports = exports;
        this.translations = translations;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("charges.title"), getTranslation("charges.below"));
        Grid<Charge> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("charges.nothing"));
        Select<String> state = states();
        Runnable read = () -> CursorSource.show(
                grid,
                (cursor, limit) ->
                        charges.list(null, state.getValue().equals(ANY) ? null : state.getValue(), cursor, limit));
        new Filters(event).choice("state", state).read(read);
        var asking = new Div(
                state,
                new ExportMenu(exports, () -> new Asked("/v1/charges", Map.of("state", state.getValue()), "charges")));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Select<String> states() {
        var states = new Select<String>();
        states.setLabel(getTranslation("field.state"));
        states.setItems(List.of(ANY, "open", "paid", "written_off", "void"));
        states.setItemLabelGenerator(state -> getTranslation(state.isEmpty() ? "state.any" : "state." + state));
        states.setValue(ANY);
        return states;
    }

    private Grid<Charge> list() {
        return new Columns<Charge>(
                        getTranslation("charges.title"),
                        ChargesScreen::address,
                        charge -> new Card(
                                charge.customer().name(),
                                amounts().text(charge.amount(), charge.currency()),
                                mark(charge),
                                charge.number() + " · " + days().text(charge.dueDate())))
                .link(getTranslation("charges.number"), Charge::number, ChargesScreen::address)
                .name(
                        getTranslation("field.customer"),
                        charge -> charge.customer().name(),
                        charge -> "customers/" + charge.customer().id())
                .words(getTranslation("field.kind"), this::kind)
                .words(getTranslation("field.due_date"), charge -> days().text(charge.dueDate()))
                .mark(getTranslation("field.state"), this::mark)
                .figures(getTranslation("field.amount"), charge -> amounts().text(charge.amount(), charge.currency()))
                .figures(getTranslation("field.open"), charge -> amounts().text(charge.open(), charge.currency()))
                .grid();
    }

    /** The list of kinds is open: one we do not know yet is shown as it is. */
    private String kind(Charge charge) {
        String key = "charges.kind." + charge.kind();
        return translations.knows(key, getLocale())
                ? translations.word(key, getLocale())
                : charge.kind().replace('_', ' ');
    }

    private static String address(Charge charge) {
        return "charges/" + charge.id();
    }

    private Mark mark(Charge charge) {
        Integer daysPastDue = charge.daysPastDue();
        return switch (charge.state()) {
            case "open" -> Mark.due(this, daysPastDue == null ? 0 : daysPastDue);
            case "paid" -> new Mark(getTranslation("state.paid"), "ok");
            case "written_off" -> new Mark(getTranslation("state.written_off"), "neutral");
            case "void" -> new Mark(getTranslation("state.void"), "neutral");
            default -> new Mark(getTranslation("charge.given_back"), "ok");
        };
    }
}
