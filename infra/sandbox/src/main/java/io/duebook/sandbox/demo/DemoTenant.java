package io.duebook.sandbox.demo;

import io.duebook.sandbox.http.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A demo tenant that was made: its first API client, and who may sign in. */
public record DemoTenant(
        String id,
        String slug,
        String name,
        String clientId,
        String clientSecret,
        SignIn staff,
        List<Contact> contacts) {

    /** Someone who signs in with a password. */
    public record SignIn(String email, String password) {}

    /** A customer's person who signs in. */
    public record Contact(String email, String password, String customerExternalId) {}

    /** The tenant as {@code sandbox.json} shows it. */
    public ObjectNode forSandboxFile() {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("slug", slug)
                .put("name", name)
                .put("client_id", clientId)
                .put("client_secret", clientSecret);
        json.putObject("staff").put("email", staff.email()).put("password", staff.password());
        ArrayNode list = json.putArray("contacts");
        for (Contact contact : contacts) {
            list.addObject()
                    .put("email", contact.email())
                    .put("password", contact.password())
                    .put("customer_external_id", contact.customerExternalId());
        }
        return json;
    }
}
