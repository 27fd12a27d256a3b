package io.duebook.sandbox.demo;

import io.duebook.sandbox.http.Json;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders a demo tenant as the operator. */
final class TenantMaker {

    private static final int MOST_ATTEMPTS = 5;

    private final DemoSettings settings;
    private final DemoProfile profile;

    TenantMaker(DemoSettings settings, DemoProfile profile) {
        this.settings = settings;
        this.profile = profile;
    }

    /**
     * The client's secret is shown for a few minutes only. A run that was cut short between the order and its note
     * leaves a tenant that nobody can enter; the next one gets another slug.
     */
    DemoTenant make() throws InterruptedException {
        Api operator = new Api(settings.apiUrl(), settings.issuer(), settings.operator(), "tenants:write");
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            String slug = attempt == 1 ? profile.slug() : profile.slug() + "-" + attempt;
            Api.Answer made = operator.tryPost("/v1/tenants", "demo-tenant-" + slug, order(slug));
            String secret = made.body().path("client").path("client_secret").asString("");
            if (made.isFine() && !secret.isEmpty()) {
                return tenant(made.body(), slug, secret);
            }
            if (!made.isFine() && made.status() != 409) {
                throw new Unfilled("The tenant " + slug + " cannot be made: " + made.body());
            }
        }
        throw new Unfilled("The tenant " + profile.slug() + " cannot be made: every slug is taken.");
    }

    private ObjectNode order(String slug) {
        return Json.object()
                .put("slug", slug)
                .put("name", profile.name())
                .put("country", profile.country())
                .put("time_zone", profile.zone().getId())
                .put("locale", profile.locale())
                .put("base_currency", profile.baseCurrency());
    }

    private DemoTenant tenant(JsonNode made, String slug, String secret) {
        LocalDate asOf = LocalDate.ofInstant(settings.now(), profile.zone());
        List<DemoTenant.Contact> contacts = DemoBook.of(profile, asOf).customers().stream()
                .limit(2)
                .map(customer -> new DemoTenant.Contact(customer.email(), settings.password(), customer.externalId()))
                .toList();
        return new DemoTenant(
                made.path("id").asString(),
                slug,
                profile.name(),
                made.path("client").path("client_id").asString(),
                secret,
                new DemoTenant.SignIn(profile.staff(), settings.password()),
                contacts,
                asOf,
                false);
    }
}
