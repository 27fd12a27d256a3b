package io.duebook.shared;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;

/** UUIDs as 26 letters and digits of Crockford's base 32, lower case: easily read out, and sorted as the UUIDs are. */
final class Base32 {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    private Base32() {}

    static String encode(UUID id) {
        char[] text = new char[LENGTH];
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        for (int at = LENGTH - 1; at >= 0; at--) {
            text[at] = ALPHABET.charAt((int) (low & 31));
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(text);
    }

    static Optional<UUID> decode(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        BigInteger bits = BigInteger.ZERO;
        for (int at = 0; at < LENGTH; at++) {
            int digit = ALPHABET.indexOf(text.charAt(at));
            if (digit < 0) {
                return Optional.empty();
            }
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(digit));
        }
        return bits.bitLength() > 128
                ? Optional.empty()
                : Optional.of(new UUID(bits.shiftRight(64).longValue(), bits.longValue()));
    }
}
