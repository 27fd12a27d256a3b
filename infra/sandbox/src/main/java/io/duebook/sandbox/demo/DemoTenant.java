package io.duebook.sandbox.demo;

import io.duebook.sandbox.http.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A demo tenant that was made: its first API client, and who may sign in.
 *
 * @param asOf the business date its books were made for
 * @param filled whether all of them are there
 */
public record DemoTenant(
        String id,
        String slug,
        String name,
        String clientId,
        String clientSecret,
        SignIn staff,
        List<Contact> contacts,
        LocalDate asOf,
        boolean filled) {

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

    ObjectNode kept() {
        return forSandboxFile().put("as_of", asOf.toString()).put("filled", filled);
    }

    static DemoTenant read(JsonNode kept) {
        List<Contact> contacts = new ArrayList<>();
        kept.path("contacts")
                .values()
                .forEach(contact -> contacts.add(new Contact(
                        contact.path("email").asString(),
                        contact.path("password").asString(),
                        contact.path("customer_external_id").asString())));
        return new DemoTenant(
                kept.path("id").asString(),
                kept.path("slug").asString(),
                kept.path("name").asString(),
                kept.path("client_id").asString(),
                kept.path("client_secret").asString(),
                new SignIn(
                        kept.path("staff").path("email").asString(),
                        kept.path("staff").path("password").asString()),
                contacts,
                LocalDate.parse(kept.path("as_of").asString()),
                kept.path("filled").asBoolean(false));
    }

    DemoTenant asFilled() {
        return new DemoTenant(id, slug, name, clientId, clientSecret, staff, contacts, asOf, true);
    }
}
