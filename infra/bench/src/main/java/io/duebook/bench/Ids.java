package io.duebook.bench;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids as the backend makes and shows them: UUIDs in order of time, and their public form. */
final class Ids {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int DIGITS = 26;

    private Ids() {}

    /** A UUID of version 7. */
    static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = System.currentTimeMillis() << 16 | 0x7000L | random.nextInt(0x1000);
        long low = Long.MIN_VALUE | random.nextLong() >>> 2;
        return new UUID(high, low);
    }

    /** The id as the API shows it. */
    static String shown(String prefix, UUID id) {
        char[] text = new char[DIGITS];
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        for (int at = DIGITS - 1; at >= 0; at--) {
            text[at] = ALPHABET.charAt((int) (low & 31));
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return prefix + new String(text);
    }

    /** The UUID of an id that the API showed. */
    static UUID read(String shown) {
        long high = 0;
        long low = 0;
        for (int at = shown.indexOf('_') + 1; at < shown.length(); at++) {
            high = high << 5 | low >>> 59;
            low = low << 5 | ALPHABET.indexOf(shown.charAt(at));
        }
        return new UUID(high, low);
    }
}
