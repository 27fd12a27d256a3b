package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.words.Translations;
import java.util.Locale;

/** Names of bills and cheques and of where they are. The lists are open: one we do not know yet is shown as it is. */
public final class BillWords {

    private BillWords() {}

    public static String kind(Translations translations, String kind, Locale language) {
        return word(translations, "bill_kind.", kind, language);
    }

    /** What was done with one. */
    public static String step(Translations translations, String kind, Locale language) {
        return word(translations, "bill_step.", kind, language);
    }

    /** Its state; whoever looks for money sees which should have been paid by now. */
    public static Mark mark(Component on, Translations translations, Bill bill, Locale language) {
        String state = word(translations, "bill_state.", bill.state(), language);
        boolean isPromised = bill.state().equals("held") || bill.state().equals("deposited");
        return isPromised && bill.daysToMaturity() <= 0
                ? new Mark(on.getTranslation("bill.matured", state), "warn")
                : new Mark(
                        state,
                        switch (bill.state()) {
                            case "collected" -> "ok";
                            case "held", "deposited" -> "good";
                            case "dishonoured" -> "bad";
                            default -> "neutral";
                        });
    }

    private static String word(Translations translations, String prefix, String word, Locale language) {
        String key = prefix + word;
        return translations.knows(key, language) ? translations.word(key, language) : word.replace('_', ' ');
    }
}
