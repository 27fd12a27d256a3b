package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.RecurringInvoicesApi.RecurringInvoice;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.words.ProblemWords;
import io.duebook.portal.words.Translations;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a schedule is told: its rhythm, how it stands, and what stopped it. */
final class RecurringWords {

    private RecurringWords() {}

    static String rhythm(Component on, String every, int step) {
        return on.getTranslation("recurring.every." + every, step);
    }

    static Mark mark(Component on, RecurringInvoice one) {
        if (one.trouble() != null) {
            return new Mark(on.getTranslation("recurring_state.stopped"), "bad");
        }
        return new Mark(
                on.getTranslation("recurring_state." + one.state()),
                switch (one.state()) {
                    case "active" -> "ok";
                    case "paused" -> "warn";
                    default -> "neutral";
                });
    }

    /** What stood in the way, in words of its own where those of a form would mislead. */
    static String trouble(Translations translations, String code, Locale language) {
        String key = "recurring.trouble." + code;
        return translations.knows(key, language)
                ? translations.word(key, language)
                : new ProblemWords(translations, language)
                        .sentence(new ApiProblem(new ApiProblem.Body(409, code, Map.of(), null, List.of(), null)));
    }
}
