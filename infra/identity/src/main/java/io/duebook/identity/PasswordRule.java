package io.duebook.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which passwords may be chosen: long ones that are not the first guess. No rule about kinds of characters. */
final class PasswordRule {

    static final int SHORTEST = 10;
    static final int LONGEST = 128;

    // Pieces that make up the long passwords guessed first; what is left without them must still be something.
    private static final List<String> GUESSED_FIRST = List.of(
            "password",
            "passwort",
            "passw0rd",
            "qwertyuiop",
            "qwerty",
            "asdfghjkl",
            "zxcvbnm",
            "1q2w3e4r",
            "letmein",
            "welcome",
            "iloveyou",
            "admin",
            "woaini",
            "mima",
            "duebook",
            "1234567890",
            "0123456789",
            "123456789",
            "12345678",
            "1234567",
            "123456",
            "12345",
            "1234",
            "123",
            "abcdef",
            "abc",
            "654321");
    private static final int FEWEST_OWN_CHARACTERS = 4;

    private PasswordRule() {}

    /** As below, for a form that asks twice. */
    static Optional<String> objection(String password, String repeated, String email) {
        return password.equals(repeated) ? objection(password, email) : Optional.of("password.different");
    }

    /** Key of the message that tells what is wrong with it; empty: nothing. */
    static Optional<String> objection(String password, String email) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of("password.tooShort");
        }
        if (password.length() > LONGEST) {
            return Optional.of("password.tooLong");
        }
        return isGuessable(password, email) ? Optional.of("password.guessable") : Optional.empty();
    }

    private static boolean isGuessable(String password, String email) {
        String rest = password.toLowerCase(Locale.ROOT);
        String account = email.substring(0, Math.max(0, email.indexOf('@')));
        if (account.length() >= FEWEST_OWN_CHARACTERS) {
            rest = rest.replace(account, "");
        }
        for (String piece : GUESSED_FIRST) {
            rest = rest.replace(piece, "");
        }
        return rest.chars().distinct().count() < FEWEST_OWN_CHARACTERS;
    }

    /** No one may keep the hash busy with megabytes; none of our passwords is that long. */
    static String shortened(String password) {
        return password.length() > LONGEST ? password.substring(0, LONGEST + 1) : password;
    }
}
