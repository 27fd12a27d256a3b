package io.duebook.portal.document;

import io.duebook.portal.words.Translations;
import java.util.Locale;

/** Names of ways to pay. The list is open: one we do not know yet is shown as it is. */
final class PaymentWords {

    private PaymentWords() {}

    static String method(Translations translations, String method, Locale language) {
        String key = "method." + method;
        return translations.knows(key, language) ? translations.word(key, language) : method.replace('_', ' ');
    }
}
