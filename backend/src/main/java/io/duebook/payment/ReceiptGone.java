package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.Map;

/** Money of an unknown payer that cannot be had, or not on that day. */
final class ReceiptGone extends Refusal {

    static ReceiptGone claimed() {
        return new ReceiptGone(
                Kind.CONFLICT,
                "already_claimed",
                Map.of(),
                "Somebody claimed this money before; reverse the payment that holds it to claim it for another.");
    }

    static ReceiptGone returned() {
        return new ReceiptGone(Kind.CONFLICT, "already_returned", Map.of(), "This money was sent back to its payer.");
    }

    static ReceiptGone tooEarly(LocalDate earliest) {
        return new ReceiptGone(
                Kind.UNPROCESSABLE,
                "returned_too_early",
                Map.of("earliest", earliest.toString()),
                "Before %s it was not there to be sent back.".formatted(earliest));
    }

    static ReceiptGone notYet(LocalDate latest) {
        return new ReceiptGone(
                Kind.UNPROCESSABLE,
                "returned_in_future",
                Map.of("latest", latest.toString()),
                "What is not known yet is not booked; the latest day is %s.".formatted(latest));
    }

    /** Its payment was taken back, and the money is in suspense since. */
    static ReceiptGone claimAgain() {
        return new ReceiptGone(
                Kind.CONFLICT,
                "claim_again",
                Map.of(),
                "This payment claimed money of an unknown payer, which may be another's by now; claim it again instead.");
    }

    private ReceiptGone(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}
