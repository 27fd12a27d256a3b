package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.ApprovalsApi.Approval;
import io.duebook.portal.document.DeductionWords;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.words.Translations;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked, by whom, and how it stands, in words. */
final class ApprovalWords {

    private static final String DEDUCTION = "deduction";

    private ApprovalWords() {}

    /** The list of kinds is open: one we do not know yet is shown as it is. */
    static String kind(Translations translations, String kind, Locale language) {
        String key = "approval.kind." + kind;
        return translations.knows(key, language) ? translations.word(key, language) : kind.replace('_', ' ');
    }

    /** The key of what is said of this kind, where another thing is true of it than of most. */
    static String key(Translations translations, String key, Approval approval, Locale language) {
        String own = key + "." + approval.kind();
        return translations.knows(own, language) ? own : key;
    }

    /** Of what a payer withheld the reasons are codes. */
    static String reason(Translations translations, Approval approval, Locale language) {
        return approval.kind().equals(DEDUCTION)
                ? Stream.of(approval.reason().split(", "))
                        .map(code -> DeductionWords.of(translations, code, language))
                        .collect(Collectors.joining(", "))
                : approval.reason();
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
