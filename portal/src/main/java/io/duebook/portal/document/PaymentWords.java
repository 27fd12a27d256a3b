package io.duebook.portal.document;

import io.duebook.portal.words.Translations;
import java.util.Locale;

/** Names of ways to pay, and of why a payment is taken back. The lists are open: one we do not know yet is shown as it is. */
final class PaymentWords {

    private PaymentWords() {}

    static String method(Translations translations, String method, Locale language) {
        return word(translations, "method.", method, language);
    }

    /** @param audience staff or contact */
    static String reversal(Translations translations, String audience, String kind, Locale language) {
        return word(translations, "reversal." + audience + ".kind.", kind, language);
    }

    /** How money went back. */
    static String refund(Translations translations, String method, Locale language) {
        return word(translations, "refund.way.", method, language);
    }

    private static String word(Translations translations, String prefix, String word, Locale language) {
        String key = prefix + word;
        return translations.knows(key, language) ? translations.word(key, language) : word.replace('_', ' ');
    }
}
