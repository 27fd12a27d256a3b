package io.duebook.portal.document;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CreditNotesApi;
import io.duebook.portal.api.CreditNotesApi.Summary;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import java.util.Objects;

/** All credit notes of all customers, the newest first. */
@Route("credit_notes")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "credit_notes:read")
class CreditNotesScreen extends Screen implements AfterNavigationObserver {

    private final transient CreditNotesApi notes;
    private final transient Exports exports;

    CreditNotesScreen(CreditNotesApi notes, Exports exports) {
        this.notes = notes;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(
                getTranslation("credit_notes.title"),
                getTranslation("credit_notes.below"),
                new ExportMenu(exports, () -> new Asked("/v1/credit_notes", Map.of(), "credit_notes")));
        Grid<Summary> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("credit_notes.nothing"));
        CursorSource.show(grid, (cursor, limit) -> notes.list(null, null, cursor, limit));
        var panel = new Div(grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Grid<Summary> list() {
        return new Columns<Summary>(
                        getTranslation("credit_notes.title"),
                        CreditNotesScreen::address,
                        note -> new Card(
                                note.customer().name(),
                                amounts().text(note.total(), note.currency()),
                                mark(note),
                                note.number() + " · " + days().text(note.issueDate())))
                .link(getTranslation("credit_notes.number"), Summary::number, CreditNotesScreen::address)
                .name(
                        getTranslation("field.customer"),
                        note -> note.customer().name(),
                        note -> "customers/" + note.customer().id())
                .words(getTranslation("field.issue_date"), note -> days().text(note.issueDate()))
                .words(getTranslation("field.reason"), note -> Objects.requireNonNullElse(note.reason(), ""))
                .mark(getTranslation("field.state"), this::mark)
                .figures(
                        getTranslation("field.staff.unapplied"),
                        note -> note.unapplied() == 0 ? "–" : amounts().text(note.unapplied(), note.currency()))
                .figures(getTranslation("credit_note.total"), note -> amounts().text(note.total(), note.currency()))
                .grid();
    }

    private static String address(Summary note) {
        return "credit_notes/" + note.id();
    }

    private Mark mark(Summary note) {
        if (note.state().equals("void")) {
            return new Mark(getTranslation("state.void"), "neutral");
        }
        return note.unapplied() > 0
                ? new Mark(getTranslation("credit_note.staff.left"), "warn")
                : new Mark(getTranslation("credit_note.used"), "ok");
    }
}
