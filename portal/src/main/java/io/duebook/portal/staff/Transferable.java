package io.duebook.portal.staff;

import io.duebook.portal.api.InvoicesApi.CustomerName;
import org.jspecify.annotations.Nullable;

/**
 * A claim or credit that may pass to another customer.
 *
 * @param number of the document; a receipt has none
 * @param left what is open or unapplied of it, in minor units
 */
record Transferable(Kind kind, String id, @Nullable String number, CustomerName customer, String currency, long left) {

    enum Kind {
        DEBT("debt"),
        CREDIT("credit");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Its id, if it is credit of this kind. */
    @Nullable
    String credit(String prefix) {
        return kind == Kind.CREDIT && id.startsWith(prefix) ? id : null;
    }
}
