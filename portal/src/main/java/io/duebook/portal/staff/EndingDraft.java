package io.duebook.portal.staff;

import io.duebook.portal.words.Amounts;
import java.util.Optional;

/**
 * How much of a claim is to end unpaid, as somebody types it, and what is left of the claim then.
 *
 * @param open in minor units, as are all amounts here
 * @param writtenOff what is off the books already and still claimed
 */
record EndingDraft(Way way, long open, long writtenOff, String typed, String currency) {

    /** The claim leaves the books and remains, or it is over. */
    enum Way {
        WRITE_OFF("write_off"),
        WAIVER("waiver");

        private final String word;

        Way(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    long most() {
        return way == Way.WRITE_OFF ? open : Math.addExact(open, writtenOff);
    }

    /** Empty while it is no amount above zero, or more than there is. */
    Optional<Long> amount() {
        return Amounts.read(typed, currency).filter(minor -> minor > 0 && minor <= most());
    }

    long staysOpen() {
        return open - ofOpen();
    }

    long offTheBooks() {
        return switch (way) {
            case WRITE_OFF -> writtenOff + part();
            case WAIVER -> writtenOff - (part() - ofOpen());
        };
    }

    private long part() {
        return amount().orElse(0L);
    }

    /** A waiver ends first what is open, then what is off the books. */
    private long ofOpen() {
        return Math.min(part(), open);
    }
}
