package io.duebook.sandbox.stripe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to a card number: Stripe's own test cards behave as Stripe says, all others are refused. */
sealed interface TestCard {

    record Accepted(String brand, String last4) implements TestCard {}

    /** The payer's bank wants to see the payer first; afterwards it accepts or still declines. */
    record Challenged(String brand, String last4, TestCard afterwards) implements TestCard {}

    record Declined(
            String brand,
            String last4,
            String code,
            @Nullable String declineCode,
            String message) implements TestCard {}

    /** Not a card's number: nothing is tried with it. */
    record Wrong(String code, String message) implements TestCard {}

    /** Refunds to this card are pending until their outcome is told. */
    String LAST4_OF_PENDING_REFUNDS = "7726";

    String DECLINED = "Your card was declined.";

    Map<String, TestCard> KNOWN = Map.ofEntries(
            accepted("4242424242424242", "visa"),
            accepted("4000056655665556", "visa"),
            accepted("5555555555554444", "mastercard"),
            accepted("2223003122003222", "mastercard"),
            accepted("5200828282828210", "mastercard"),
            accepted("378282246310005", "amex"),
            accepted("6011111111111117", "discover"),
            accepted("3566002020360505", "jcb"),
            accepted("6200000000000005", "unionpay"),
            accepted("4000000000007726", "visa"),
            declined("4000000000000002", "card_declined", "generic_decline", DECLINED),
            declined("4000000000009995", "card_declined", "insufficient_funds", "Your card has insufficient funds."),
            declined("4000000000009987", "card_declined", "lost_card", DECLINED),
            declined("4000000000009979", "card_declined", "stolen_card", DECLINED),
            declined("4000000000000069", "expired_card", null, "Your card has expired."),
            declined("4000000000000127", "incorrect_cvc", null, "Your card's security code is incorrect."),
            declined(
                    "4000000000000119",
                    "processing_error",
                    null,
                    "An error occurred while processing your card. Try again in a little bit."),
            challenged("4000002760003184", new Accepted("visa", "3184")),
            challenged("4000002500003155", new Accepted("visa", "3155")),
            challenged("4000008400001629", new Declined("visa", "1629", "card_declined", "generic_decline", DECLINED)));

    static TestCard of(String typed) {
        String number = typed.replaceAll("[\\s-]", "");
        TestCard known = KNOWN.get(number);
        if (known != null) {
            return known;
        }
        if (!number.matches("\\d{12,19}")) {
            return new Wrong("incomplete_number", "Your card number is incomplete.");
        }
        if (!passesLuhn(number)) {
            return new Wrong("incorrect_number", "Your card number is incorrect.");
        }
        return new Declined(
                "visa",
                number.substring(number.length() - 4),
                "card_declined",
                "test_mode_live_card",
                "Your card was declined. Your request was in test mode, but used a non test card.");
    }

    private static boolean passesLuhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static Map.Entry<String, TestCard> accepted(String number, String brand) {
        return Map.entry(number, new Accepted(brand, last4(number)));
    }

    private static Map.Entry<String, TestCard> declined(
            String number, String code, @Nullable String declineCode, String message) {
        return Map.entry(number, new Declined("visa", last4(number), code, declineCode, message));
    }

    private static Map.Entry<String, TestCard> challenged(String number, TestCard afterwards) {
        return Map.entry(number, new Challenged("visa", last4(number), afterwards));
    }

    private static String last4(String number) {
        return number.substring(number.length() - 4);
    }
}
