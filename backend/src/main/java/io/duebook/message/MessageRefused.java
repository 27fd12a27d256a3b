package io.duebook.message;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A mail that is not sent again. */
final class MessageRefused extends Refusal {

    private MessageRefused(String code, Map<String, Object> params, String detail) {
        super(Kind.CONFLICT, code, params, detail);
    }

    static MessageRefused notInTrouble(DeliveryState state) {
        return new MessageRefused(
                "message_not_retryable",
                Map.of("state", state.code()),
                "Only a message that failed, came back, was suppressed or of which nobody knows whether it was taken is sent"
                        + " again; send what it tells of anew for another one.");
    }
}
