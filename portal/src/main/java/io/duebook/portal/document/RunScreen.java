package io.duebook.portal.document;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.StatementRunsApi;
import io.duebook.portal.api.StatementRunsApi.Mail;
import io.duebook.portal.api.StatementRunsApi.Progress;
import io.duebook.portal.api.StatementRunsApi.Result;
import io.duebook.portal.api.StatementRunsApi.Run;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a run is, and what it came to customer by customer; gets further by itself while it is looked at. */
@Route("statement_runs")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "statement_runs:read")
class RunScreen extends Screen implements HasUrlParameter<String> {

    private static final Logger LOG = LoggerFactory.getLogger(RunScreen.class);
    private static final int LATER_MS = 2_000;
    private static final String ANY = "";
    private static final String UNDELIVERED = "undelivered";

    private final Visitor visitor;
    private final transient StatementRunsApi runs;
    private final transient Exports exports;
    private final transient CommandKeys<String> keys = new CommandKeys<>();
    private final Div progress = new Div();
    private final Select<String> outcome = new Select<>();
    private transient @Nullable Run shown;
    private @Nullable Grid<Result> results;
    private @Nullable Registration polling;

    RunScreen(Visitor visitor, StatementRunsApi runs, Exports exports) {
        this.visitor = visitor;
        this.runs = runs;
        this.exports = exports;
        outcome.setLabel(getTranslation("field.state"));
        outcome.setItems(List.of(ANY, UNDELIVERED, "pending", "queued", "not_sent"));
        outcome.setItemLabelGenerator(one -> getTranslation(one.isEmpty() ? "run.outcome.any" : "run.outcome." + one));
        outcome.setValue(ANY);
        outcome.addValueChangeListener(change -> read());
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(runs.get(id));
    }

    private void show(Run run) {
        shown = run;
        head(
                getTranslation(
                        "run.title",
                        StatementWords.kind(this, run.kind()),
                        StatementWords.days(this, days(), run.from(), run.asOf())),
                getTranslation("run.customers." + run.customers()),
                actions(run));
        tell(run);
        Grid<Result> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("run.nothing"));
        results = grid;
        read();
        var asking = new Div(outcome, new ExportMenu(exports, () -> file(run)));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(progress, panel);
    }

    private Asked file(Run run) {
        return new Asked(
                "/v1/statement_runs/" + run.id() + "/customers",
                outcome.getValue().equals(ANY) ? Map.of() : Map.of("outcome", outcome.getValue()),
                "statement_run");
    }

    private void read() {
        Run run = shown;
        if (run != null && results != null) {
            String asked = outcome.getValue().equals(ANY) ? null : outcome.getValue();
            CursorSource.show(results, (cursor, limit) -> runs.results(run.id(), asked, cursor, limit));
        }
    }

    private Component[] actions(Run run) {
        var actions = new ArrayList<Component>();
        if (visitor.may("statement_runs:write")) {
            switch (run.state()) {
                case "scheduled", "running" -> actions.add(asking("pause", run));
                case "paused" -> actions.add(asking("resume", run));
                default -> {}
            }
            if (run.isUnderWay()) {
                actions.add(asking("cancel", run));
            }
        }
        return actions.toArray(Component[]::new);
    }

    private Button asking(String what, Run run) {
        return new Button(getTranslation("run." + what), click -> {
            show(keys.send(what + run.id(), key -> switch (what) {
                case "pause" -> runs.pause(run.id(), key);
                case "resume" -> runs.resume(run.id(), key);
                default -> runs.cancel(run.id(), key);
            }));
            Notice.say(getTranslation("run." + what + ".done"));
            follow();
        });
    }

    private void tell(Run run) {
        Mark mark = RunWords.mark(this, run);
        Progress far = run.progress();
        var bar = new ProgressBar(0, Math.max(1, far.customers()), far.done());
        bar.getElement().setAttribute("aria-label", RunWords.progress(this, run));
        bar.addClassName("run-bar");
        progress.removeAll();
        progress.setClassName("panel");
        progress.add(
                bar,
                new Facts()
                        .fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()))
                        .fact(getTranslation("run.done"), RunWords.progress(this, run))
                        .fact(getTranslation("run.sent"), getTranslation("run.count", far.mailsSent()))
                        .fact(getTranslation("run.waiting"), getTranslation("run.count", far.mailsWaiting()))
                        .fact(getTranslation("run.not_sent"), getTranslation("run.count", far.notSent()))
                        .fact(getTranslation("run.mails_in_trouble"), getTranslation("run.count", far.mailsInTrouble()))
                        .fact(
                                getTranslation("run.starts_at"),
                                days().text(run.startsAt(), visitor.tenant().timeZone())));
    }

    private Grid<Result> list() {
        return new Columns<Result>(
                        getTranslation("run.report"),
                        result -> "customers/" + result.customer().id(),
                        result -> new Card(
                                result.customer().name(),
                                number(result),
                                recipients(result),
                                mark(result),
                                because(result)))
                .name(
                        getTranslation("field.customer"),
                        result -> result.customer().name(),
                        result -> "customers/" + result.customer().id())
                .mark(getTranslation("field.state"), this::mark)
                .words(getTranslation("frozen.number"), RunScreen::number)
                .words(getTranslation("message.recipient"), RunScreen::recipients)
                .words(getTranslation("run.because"), this::because)
                .grid();
    }

    private static String number(Result result) {
        return result.number() == null ? "" : result.number();
    }

    private static String recipients(Result result) {
        return result.mails().stream().map(Mail::recipient).collect(Collectors.joining(", "));
    }

    /** Of several mails, the one that is worst. */
    private Mark mark(Result result) {
        if (result.mails().isEmpty()) {
            return new Mark(
                    getTranslation("run.outcome." + result.state()),
                    result.state().equals("not_sent") ? "bad" : "neutral");
        }
        return result.mails().stream()
                .map(Mail::state)
                .map(state -> MessageWords.mark(this, state))
                .filter(mark -> mark.look().equals("bad") || mark.look().equals("warn"))
                .findFirst()
                .orElseGet(
                        () -> MessageWords.mark(this, result.mails().getLast().state()));
    }

    private String because(Result result) {
        if (result.reason() != null) {
            return getTranslation("run.reason." + (isKnown(result.reason()) ? result.reason() : "failed"));
        }
        return result.mails().stream()
                .flatMap(mail -> Stream.ofNullable(mail.lastError()))
                .collect(Collectors.joining("; "));
    }

    private static boolean isKnown(String reason) {
        return List.of("no_recipient", "period_not_next", "statement_in_future").contains(reason);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        polling = event.getUI().addPollListener(poll -> look());
        follow();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (polling != null) {
            polling.remove();
        }
        event.getUI().setPollInterval(-1);
    }

    private void look() {
        Run before = shown;
        if (before == null) {
            return;
        }
        try {
            Run now = runs.get(before.id());
            if (!now.state().equals(before.state())) {
                show(now);
            } else if (!now.equals(before)) {
                shown = now;
                tell(now);
                if (results != null) {
                    results.getDataProvider().refreshAll();
                }
            }
            follow();
        } catch (ApiProblem passing) {
            LOG.debug("the run was not read again", passing);
        }
    }

    private void follow() {
        Run run = shown;
        getUI().ifPresent(ui -> ui.setPollInterval(run != null && run.isMoving() ? LATER_MS : -1));
    }
}
