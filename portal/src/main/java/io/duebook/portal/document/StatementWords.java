package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.StatementsApi.Listed;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.words.Days;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How frozen statements are called. */
final class StatementWords {

    private static final int ENOUGH_TO_COMPARE = 12;

    private StatementWords() {}

    static String kind(Component on, String kind) {
        return on.getTranslation("frozen.kind." + kind);
    }

    /** Its day, or its days. */
    static String days(Component on, Days days, @Nullable LocalDate from, LocalDate asOf) {
        return from == null
                ? on.getTranslation("frozen.as_of", days.text(asOf))
                : on.getTranslation("frozen.period", days.text(from), days.text(asOf));
    }

    /** As much of a hash as two people read to each other. */
    static String shortHash(String hash) {
        return hash.substring(0, Math.min(ENOUGH_TO_COMPARE, hash.length()));
    }

    static Mark mark(Component on, Listed statement) {
        return statement.replacedBy() == null
                ? new Mark(on.getTranslation("frozen.latest"), "ok")
                : new Mark(on.getTranslation("frozen.replaced"), "neutral");
    }
}
