package io.duebook.payment.stripe;

import io.duebook.platform.InvalidRequest;
import io.duebook.platform.UnknownReference;
import io.duebook.shared.ChargeId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.PublicId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What is to be paid: everything, or these claims. */
sealed interface ChosenItems {

    record All() implements ChosenItems {}

    record These(List<UUID> items) implements ChosenItems {}

    int MOST = 500;

    /**
     * @throws InvalidRequest if it is neither {@code "all"} nor a list of ids, each once
     * @throws UnknownReference if a text is no claim's id
     */
    static ChosenItems of(JsonNode json) {
        if (json.isString() && json.asString().equals("all")) {
            return new All();
        }
        if (!json.isArray() || json.isEmpty() || json.size() > MOST) {
            throw new InvalidRequest("/items", "invalid", "Give \"all\", or a list of 1 to " + MOST + " ids.");
        }
        var ids = new ArrayList<UUID>();
        for (int at = 0; at < json.size(); at++) {
            UUID id = id(json.get(at), at);
            if (ids.contains(id)) {
                throw new InvalidRequest("/items/" + at, "duplicate", "Name each item once.");
            }
            ids.add(id);
        }
        return new These(List.copyOf(ids));
    }

    private static UUID id(JsonNode json, int at) {
        String text = json.isString() ? json.asString() : "";
        return PublicId.parse(InvoiceId.PREFIX, text)
                .or(() -> PublicId.parse(ChargeId.PREFIX, text))
                .orElseThrow(() -> new UnknownReference("/items/" + at));
    }
}
