package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.ProblemWords;
import io.duebook.portal.words.Translations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of several commands given at once which were carried out, which wait for somebody, and which were refused and why. */
@org.springframework.stereotype.Component
public class Outcomes {

    private final Translations translations;

    Outcomes(Translations translations) {
        this.translations = translations;
    }

    /**
     * What became of one.
     *
     * @param number of the document it was about
     * @param approval what somebody else has to approve first
     */
    public record Outcome(
            String document,
            String number,
            @Nullable String approval,
            @Nullable ApiProblem refusal) {

        public static Outcome done(String document, String number) {
            return new Outcome(document, number, null, null);
        }

        public static Outcome waits(String document, String number, @Nullable String approval) {
            return new Outcome(document, number, approval, null);
        }

        public static Outcome refused(String document, String number, ApiProblem why) {
            return new Outcome(document, number, null, why);
        }

        public boolean isDone() {
            return approval == null && refusal == null;
        }
    }

    public Table table(Component on, List<Outcome> outcomes) {
        var table = new Table(
                on.getTranslation("outcome.title"),
                Column.words(on.getTranslation("field.number")).at(Place.TITLE),
                Column.words(on.getTranslation("field.state")).at(Place.FIGURE),
                Column.words(on.getTranslation("outcome.why")).at(Place.NOTE));
        outcomes.forEach(one ->
                table.row(new Anchor(Documents.address(one.document()), one.number()), state(on, one), why(on, one)));
        return table;
    }

    /** How many of each there are, in a sentence. */
    public String sum(Component on, List<Outcome> outcomes) {
        long done = outcomes.stream().filter(Outcome::isDone).count();
        long waiting = outcomes.stream().filter(one -> one.approval() != null).count();
        return on.getTranslation("outcome.sum", done, waiting, outcomes.size() - done - waiting);
    }

    private static Pill state(Component on, Outcome one) {
        return one.isDone()
                ? new Pill(on.getTranslation("outcome.done"), "ok")
                : one.approval() != null
                        ? new Pill(on.getTranslation("approval_state.pending"), "warn")
                        : new Pill(on.getTranslation("outcome.refused"), "bad");
    }

    private Component why(Component on, Outcome one) {
        if (one.approval() != null) {
            return new Anchor("approvals/" + one.approval(), on.getTranslation("approval.see"));
        }
        return one.refusal() == null
                ? new Span()
                : new Div(new ProblemWords(translations, UI.getCurrent().getLocale()).sentence(one.refusal()));
    }
}
