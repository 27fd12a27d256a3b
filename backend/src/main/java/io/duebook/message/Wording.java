package io.duebook.message;

import io.duebook.shared.Money;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of one kind of mail in one language, and how amounts and dates are written in it. */
final class Wording {

    private static final Locale CHINESE = Locale.forLanguageTag("zh-CN");

    private final String kind;
    private final Locale language;
    private final ResourceBundle words;

    Wording(String kind, Locale asked) {
        this.kind = kind;
        this.language = asked.getLanguage().equals("zh") ? CHINESE : Locale.UK;
        this.words = ResourceBundle.getBundle(
                "io.duebook.message.mail",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String language() {
        return language.equals(CHINESE) ? "zh-CN" : "en";
    }

    String say(String what, Object... about) {
        return new MessageFormat(words.getString(kind + "." + what), language).format(about);
    }

    /** The currency by its code, which is the same in every language; exact, from minor units. */
    String amount(Money money) {
        NumberFormat format = NumberFormat.getNumberInstance(language);
        format.setMinimumFractionDigits(money.currency().digits());
        format.setMaximumFractionDigits(money.currency().digits());
        return money.currency().code() + " " + format.format(money.inMajorUnits());
    }

    String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language)
                .format(day);
    }
}
