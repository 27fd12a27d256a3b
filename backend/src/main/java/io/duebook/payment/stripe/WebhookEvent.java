package io.duebook.payment.stripe;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that is read of an event: which, of whom, about what. It only says where to look again; what is true, Stripe is
 * asked.
 *
 * @param account the connected account; empty for the platform's own
 * @param object the id of what it is about
 */
record WebhookEvent(String id, String type, String account, String object, boolean livemode) {

    /** Empty where the text is no event. */
    static Optional<WebhookEvent> read(JsonMapper json, String payload) {
        try {
            JsonNode event = json.readTree(payload);
            String id = event.path("id").asString("");
            String type = event.path("type").asString("");
            return id.isEmpty() || id.length() > 255 || type.isEmpty() || type.length() > 255
                    ? Optional.empty()
                    : Optional.of(new WebhookEvent(
                            id,
                            type,
                            event.path("account").asString(""),
                            event.path("data").path("object").path("id").asString(""),
                            event.path("livemode").asBoolean(false)));
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }
}
