package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.words.Translations;
import java.time.YearMonth;
import java.util.Locale;

/** How months, their states and accounts are called. */
final class PeriodWords {

    private PeriodWords() {}

    static Mark mark(Component on, String state) {
        return switch (state) {
            case "closed" -> new Mark(on.getTranslation("period.closed"), "ok");
            case "locked" -> new Mark(on.getTranslation("period.locked"), "ok");
            default -> new Mark(on.getTranslation("period.open"), "neutral");
        };
    }

    /** As a heading: 2026-11, which nobody misreads. */
    static String text(YearMonth period) {
        return period.toString();
    }

    /** With whose or what it is behind it; one of a kind we do not know is told by its name. */
    static String account(Translations translations, String account, Locale language) {
        int end = account.indexOf(':');
        String name = end < 0 ? account : account.substring(0, end);
        String rest = end < 0 ? "" : " · " + account.substring(end + 1);
        String key = "account." + name;
        return (translations.knows(key, language) ? translations.word(key, language) : name) + rest;
    }
}
