package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import io.duebook.portal.shell.Columns.Mark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How disputes and questions are named and shown. */
final class CaseWords {

    /** Why somebody objects to a claim. */
    static final List<String> REASONS = List.of(
            "price",
            "quantity",
            "not_received",
            "quality",
            "already_paid",
            "duplicate",
            "tax",
            "terms",
            "wrong_customer",
            "other");

    private CaseWords() {}

    static String reason(Component on, String reason) {
        return on.getTranslation("case.reason." + reason);
    }

    /** Whose turn it is, or how it ended. */
    static Mark mark(Component on, String audience, String status, @Nullable String outcome, boolean isOverdue) {
        if (outcome != null) {
            return new Mark(
                    on.getTranslation("case.outcome." + outcome),
                    outcome.matches("credited|answered") ? "ok" : "neutral");
        }
        if (status.equals("open") && isOverdue) {
            return new Mark(on.getTranslation("case.overdue"), "bad");
        }
        boolean isReadersTurn = status.equals("open") == audience.equals("staff");
        return new Mark(
                on.getTranslation("case.status." + audience + "." + status), isReadersTurn ? "warn" : "neutral");
    }
}
