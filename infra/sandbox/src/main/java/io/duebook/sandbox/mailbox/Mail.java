package io.duebook.sandbox.mailbox;

import io.duebook.sandbox.http.Json;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A mail as it was received; text and html are empty when the mail has no such part. */
record Mail(
        String id,
        String from,
        List<String> to,
        String subject,
        Instant receivedAt,
        String text,
        String html,
        List<String> links) {

    boolean isFor(String address) {
        return to.stream().anyMatch(recipient -> recipient.equalsIgnoreCase(address));
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id).put("from", from);
        ArrayNode recipients = json.putArray("to");
        to.forEach(recipients::add);
        json.put("subject", subject)
                .put("received_at", receivedAt.toString())
                .put("text", text)
                .put("html", html);
        ArrayNode found = json.putArray("links");
        links.forEach(found::add);
        return json;
    }
}
