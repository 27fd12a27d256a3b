package io.duebook.document;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;

/** A language that mails and documents are written in, and how it writes amounts and dates. */
public enum Language {
    ENGLISH("en", Locale.UK),
    CHINESE("zh-CN", Locale.forLanguageTag("zh-CN"));

    private final String tag;
    private final Locale locale;

    Language(String tag, Locale locale) {
        this.tag = tag;
        this.locale = locale;
    }

    /** Chinese for any kind of it, English for all else. */
    public static Language of(Locale asked) {
        return asked.getLanguage().equals("zh") ? CHINESE : ENGLISH;
    }

    /** As {@link #of(Locale)}, of a tag as BCP 47 writes it. */
    public static Language of(String tag) {
        return of(Locale.forLanguageTag(tag));
    }

    /** {@code en} or {@code zh-CN}. */
    public String tag() {
        return tag;
    }

    /** The words of one kind of mail or document. */
    public ResourceBundle words(String bundle) {
        return ResourceBundle.getBundle(
                bundle,
                locale,
                Language.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** A sentence with what it is about put in. */
    public String say(String sentence, Object... about) {
        return new MessageFormat(sentence, locale).format(about);
    }

    /** The currency by its code, which is the same in every language; exact, from minor units. */
    public String amount(Money money) {
        return money.currency().code() + " " + figure(money);
    }

    /** The amount alone, where its currency stands above it. */
    public String figure(Money money) {
        return number(money.currency()).format(money.inMajorUnits());
    }

    /** A quantity or a rate, with all its decimal places. */
    public String number(BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number);
    }

    /** As a letter writes it: 23 November 2026. */
    public String date(LocalDate day) {
        return date(day, FormatStyle.LONG);
    }

    /** As a table writes it: 23 Nov 2026. */
    public String shortDate(LocalDate day) {
        return date(day, FormatStyle.MEDIUM);
    }

    private NumberFormat number(Currency currency) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(currency.digits());
        format.setMaximumFractionDigits(currency.digits());
        return format;
    }

    private String date(LocalDate day, FormatStyle style) {
        return DateTimeFormatter.ofLocalizedDate(style).withLocale(locale).format(day);
    }
}
