package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.ApprovalsApi.Approval;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.words.Translations;
import java.util.Locale;

/** What is asked, by whom, and how it stands, in words. */
final class ApprovalWords {

    private ApprovalWords() {}

    /** The list of kinds is open: one we do not know yet is shown as it is. */
    static String kind(Translations translations, String kind, Locale language) {
        String key = "approval.kind." + kind;
        return translations.knows(key, language) ? translations.word(key, language) : kind.replace('_', ' ');
    }

    static Mark mark(Component on, Approval approval) {
        return new Mark(
                on.getTranslation("approval_state." + approval.state()),
                switch (approval.state()) {
                    case "pending" -> "warn";
                    case "approved" -> "ok";
                    default -> "neutral";
                });
    }

    /** The books know people by an id that tells nobody anything. */
    static String who(Component on, Visitor visitor, String actor) {
        return on.getTranslation(visitor.is(actor) ? "approval.you" : "approval.somebody");
    }
}
