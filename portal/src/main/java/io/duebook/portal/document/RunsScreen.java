package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.StatementRunsApi;
import io.duebook.portal.api.StatementRunsApi.Run;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;

/** Runs that mail statements to many customers, the newest first. */
@Route("statement_runs")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "statement_runs:read")
class RunsScreen extends Screen implements AfterNavigationObserver {

    private final Visitor visitor;
    private final transient StatementRunsApi runs;
    private final transient CustomersApi customers;

    RunsScreen(Visitor visitor, StatementRunsApi runs, CustomersApi customers) {
        this.visitor = visitor;
        this.runs = runs;
        this.customers = customers;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("runs.title"), getTranslation("runs.below"), actions());
        Grid<Run> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("runs.nothing"));
        CursorSource.show(grid, runs::list);
        var panel = new Div(grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Component[] actions() {
        if (!visitor.may("statement_runs:write") || !visitor.may("customers:read")) {
            return new Component[0];
        }
        var order = new Button(getTranslation("run.new"), click -> new RunDialog(
                        runs,
                        customers,
                        visitor.today().withDayOfMonth(1).minusDays(1),
                        visitor.tenant().timeZone(),
                        run -> UI.getCurrent().navigate(Documents.address(run.id())))
                .open());
        order.addThemeVariants(ButtonVariant.PRIMARY);
        return new Component[] {order};
    }

    private Grid<Run> list() {
        return new Columns<Run>(
                        getTranslation("runs.title"),
                        RunsScreen::address,
                        run -> new Card(
                                ofDays(run), RunWords.progress(this, run), RunWords.mark(this, run), startsAt(run)))
                .link(getTranslation("run.starts_at"), this::startsAt, RunsScreen::address)
                .mark(getTranslation("field.state"), run -> RunWords.mark(this, run))
                .words(getTranslation("frozen.kind"), run -> StatementWords.kind(this, run.kind()))
                .words(getTranslation("frozen.days"), this::ofDays)
                .figures(getTranslation("run.done"), run -> RunWords.progress(this, run))
                .figures(
                        getTranslation("run.sent"),
                        run -> getTranslation("run.count", run.progress().mailsSent()))
                .figures(
                        getTranslation("run.trouble"),
                        run -> getTranslation(
                                "run.count",
                                run.progress().notSent() + run.progress().mailsInTrouble()))
                .grid();
    }

    private String ofDays(Run run) {
        return StatementWords.days(this, days(), run.from(), run.asOf());
    }

    private String startsAt(Run run) {
        return days().text(run.startsAt(), visitor.tenant().timeZone());
    }

    private static String address(Run run) {
        return Documents.address(run.id());
    }
}
