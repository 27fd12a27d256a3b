package io.duebook.message;

import io.duebook.document.Language;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of one kind of mail in one language, and how amounts and dates are written in it. */
final class Wording {

    private final String kind;
    private final Language language;
    private final ResourceBundle words;

    Wording(String kind, Locale asked) {
        this.kind = kind;
        this.language = Language.of(asked);
        this.words = language.words("io.duebook.message.mail");
    }

    String language() {
        return language.tag();
    }

    String say(String what, Object... about) {
        return language.say(words.getString(kind + "." + what), about);
    }

    String amount(Money money) {
        return language.amount(money);
    }

    String date(LocalDate day) {
        return language.date(day);
    }
}
