package io.duebook.portal.document;

import io.duebook.portal.words.Translations;
import java.util.List;
import java.util.Locale;

/** Why a payer withheld something. The list is open: a reason we have no word for is shown as it is. */
public final class DeductionWords {

    /** The usual ones, which have words. */
    public static final List<String> USUAL = List.of(
            "freight",
            "damage",
            "price",
            "quantity",
            "returned_goods",
            "late_delivery",
            "promotion",
            "bank_charges",
            "tax_withheld",
            "other");

    private DeductionWords() {}

    public static String of(Translations translations, String reason, Locale language) {
        String key = "deduction_reason." + reason;
        return translations.knows(key, language) ? translations.word(key, language) : reason.replace('_', ' ');
    }
}
