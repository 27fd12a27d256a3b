package io.duebook.portal.staff;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ApprovalsApi;
import io.duebook.portal.api.ApprovalsApi.Approval;
import io.duebook.portal.api.Page;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.staff.Subjects.Subject;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queue of what waits for a second person's word; the one asked last comes first. */
@Route("approvals")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "approvals:read")
class ApprovalsScreen extends Screen implements AfterNavigationObserver {

    private static final String ANY = "";

    /** Each row asks for its document: few at a time. */
    private static final int ROWS_AT_ONCE = 20;

    private final Visitor visitor;
    private final transient ApprovalsApi approvals;
    private final transient Subjects subjects;
    private final transient Exports exports;
    private final transient Translations translations;

    private record Row(Approval approval, Subject subject) {}

    ApprovalsScreen(
            Visitor visitor, ApprovalsApi approvals, Subjects subjects, Exports exports, Translations translations) {
        this.exports = exports;
        this.visitor = visitor;
        this.approvals = approvals;
        this.subjects = subjects;
        this.translations = translations;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("approvals.title"), getTranslation("approvals.below"));
        Grid<Row> grid = list();
        grid.addClassName("tall");
        grid.setPageSize(ROWS_AT_ONCE);
        grid.setEmptyStateText(getTranslation("approvals.nothing"));
        Select<String> state = states();
        Runnable read = () -> CursorSource.show(grid, (cursor, limit) -> page(state.getValue(), cursor, limit));
        new Filters(event).choice("state", state).read(read);
        var asking = new Div(
                state,
                new ExportMenu(
                        exports, () -> new Asked("/v1/approvals", Map.of("state", state.getValue()), "approvals")));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Page<Row> page(String state, @Nullable String cursor, int limit) {
        Page<Approval> page = approvals.list(state.equals(ANY) ? null : state, cursor, limit);
        return new Page<>(
                page.data().stream()
                        .map(approval -> new Row(approval, subjects.of(approval)))
                        .toList(),
                page.hasMore(),
                page.nextCursor());
    }

    private Select<String> states() {
        var states = new Select<String>();
        states.setLabel(getTranslation("field.state"));
        states.setItems(List.of("pending", "approved", "rejected", ANY));
        states.setItemLabelGenerator(
                state -> getTranslation(state.equals(ANY) ? "state.any" : "approval_state." + state));
        states.setValue("pending");
        return states;
    }

    private Grid<Row> list() {
        return new Columns<Row>(
                        getTranslation("approvals.title"),
                        ApprovalsScreen::address,
                        row -> new Card(
                                what(row),
                                amount(row),
                                ApprovalWords.mark(this, row.approval()),
                                row.subject().customer()))
                .link(getTranslation("approval.what"), this::what, ApprovalsScreen::address)
                .name(
                        getTranslation("field.customer"),
                        row -> row.subject().customer(),
                        row -> "customers/" + row.approval().customer())
                .name(
                        getTranslation("field.reason"),
                        row -> ApprovalWords.reason(translations, row.approval(), getLocale()),
                        ApprovalsScreen::address)
                .words(
                        getTranslation("approval.asked_by"),
                        row -> ApprovalWords.who(this, visitor, row.approval().askedBy()))
                .mark(getTranslation("field.state"), row -> ApprovalWords.mark(this, row.approval()))
                .figures(getTranslation("field.amount"), this::amount)
                .grid();
    }

    private String what(Row row) {
        String kind = ApprovalWords.kind(translations, row.approval().kind(), getLocale());
        return row.subject().number().isEmpty()
                ? kind
                : kind + " " + row.subject().number();
    }

    private String amount(Row row) {
        return row.approval().amount() == null
                ? "–"
                : amounts().text(row.approval().amount());
    }

    private static String address(Row row) {
        return "approvals/" + row.approval().id();
    }
}
