package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.StatementRunsApi.Run;
import io.duebook.portal.shell.Columns.Mark;

/** How runs of statements are named. */
final class RunWords {

    private RunWords() {}

    static Mark mark(Component on, Run run) {
        return new Mark(
                on.getTranslation("run_state." + run.state()),
                switch (run.state()) {
                    case "done" -> "ok";
                    case "running" -> "good";
                    case "paused" -> "warn";
                    default -> "neutral";
                });
    }

    /** How many of its customers are done with. */
    static String progress(Component on, Run run) {
        return on.getTranslation(
                "run.progress", run.progress().done(), run.progress().customers());
    }
}
