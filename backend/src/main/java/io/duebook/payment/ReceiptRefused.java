package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.Map;

/** Money of an unknown payer that cannot be had, or not on that day. */
final class ReceiptRefused extends Refusal {

    static ReceiptRefused claimed() {
        return new ReceiptRefused(
                Kind.CONFLICT,
                "already_claimed",
                Map.of(),
                "Somebody claimed this money before; reverse the payment that holds it to claim it for another.");
    }

    static ReceiptRefused returned() {
        return new ReceiptRefused(
                Kind.CONFLICT, "already_returned", Map.of(), "This money was sent back to its payer.");
    }

    static ReceiptRefused tooEarly(LocalDate earliest) {
        return new ReceiptRefused(
                Kind.UNPROCESSABLE,
                "returned_too_early",
                Map.of("earliest", earliest.toString()),
                "Before %s it was not there to be sent back.".formatted(earliest));
    }

    static ReceiptRefused notYet(LocalDate latest) {
        return new ReceiptRefused(
                Kind.UNPROCESSABLE,
                "returned_in_future",
                Map.of("latest", latest.toString()),
                "What is not known yet is not booked; the latest day is %s.".formatted(latest));
    }

    /** Its payment was taken back, and the money is in suspense since. */
    static ReceiptRefused claimAgain() {
        return new ReceiptRefused(
                Kind.CONFLICT,
                "claim_again",
                Map.of(),
                "This payment claimed money of an unknown payer, which may be another's by now; claim it again instead.");
    }

    private ReceiptRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}
