package io.duebook.sandbox.demo;

import io.duebook.sandbox.http.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills one demo tenant. Each step has a key of its own, so that doing it again changes nothing. */
final class TenantFiller {

    private static final Duration LONGEST_COMMIT = Duration.ofMinutes(3);
    private static final Duration LONGEST_INVITATION = Duration.ofSeconds(60);
    private static final int OVERPAYMENTS = 8;
    private static final int ADVANCES = 4;
    private static final int ITEMISED = 6;

    private final DemoSettings settings;
    private final DemoProfile profile;
    private final DemoTenant tenant;
    private final DemoBook book;
    private final Api api;

    TenantFiller(DemoSettings settings, DemoProfile profile, DemoTenant tenant) {
        this.settings = settings;
        this.profile = profile;
        this.tenant = tenant;
        this.book = DemoBook.of(profile, tenant.asOf());
        this.api = new Api(
                settings.apiUrl(),
                settings.issuer(),
                new DemoSettings.Client(tenant.clientId(), tenant.clientSecret()),
                "");
    }

    void fill() throws InterruptedException {
        linkStripe();
        importPast();
        together(List.of(this::inviteStaff, this::inviteContacts, this::addItemisedInvoices, this::addCredits));
        setPasswords();
    }

    private void linkStripe() throws InterruptedException {
        String stripe = settings.stripeUrl();
        if (stripe == null) {
            return;
        }
        String account = "acct_" + tenant.slug().replace("-", "");
        ObjectNode described = Json.object()
                .put("name", profile.name())
                .put("country", profile.country())
                .put("default_currency", profile.baseCurrency());
        try {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(stripe + "/_accounts/" + account))
                                    .PUT(HttpRequest.BodyPublishers.ofString(described.toString()))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
        } catch (IOException lost) {
            throw new Unfilled("The Stripe double does not answer: " + lost.getMessage());
        }
        Api operator = new Api(settings.apiUrl(), settings.issuer(), settings.operator(), "tenants:write");
        Api.Answer linked = operator.tryPut(
                "/v1/tenants/" + tenant.id() + "/stripe_account", Json.object().put("account", account));
        if (!linked.isFine()) {
            throw new Unfilled("The Stripe account cannot be linked: " + linked.body());
        }
    }

    private void importPast() throws InterruptedException {
        JsonNode checked = api.upload("/v1/imports", key("import"), spec(), "history.csv", book.csv());
        if (checked.path("rejected").asInt() > 0) {
            throw new Unfilled("The history is refused: " + checked.path("errors"));
        }
        String id = checked.path("id").asString();
        JsonNode state = api.post("/v1/imports/" + id + "/commit", key("commit"), Json.object());
        long end = System.nanoTime() + LONGEST_COMMIT.toNanos();
        while (!state.path("state").asString().equals("committed")) {
            if (System.nanoTime() > end || !state.path("state").asString().equals("committing")) {
                throw new Unfilled("The history is not committed: " + state);
            }
            Thread.sleep(500);
            state = api.get("/v1/imports/" + id);
        }
    }

    private static ObjectNode spec() {
        ObjectNode spec =
                Json.object().put("kind", "receivables").put("format", "csv").put("date_format", "yyyy-MM-dd");
        spec.putObject("columns")
                .put("customer.external_id", "customer")
                .put("customer.name", "name")
                .put("customer.email", "email")
                .put("customer.address.city", "city")
                .put("customer.address.country", "country")
                .put("invoice.number", "number")
                .put("invoice.issue_date", "issued")
                .put("invoice.due_date", "due")
                .put("invoice.total", "total")
                .put("invoice.currency", "currency")
                .put("invoice.reference", "reference")
                .put("payment.received_on", "received")
                .put("payment.amount", "paid")
                .put("payment.method", "method")
                .put("payment.reference", "payment_reference");
        return spec;
    }

    private @Nullable Void inviteStaff() throws InterruptedException {
        invite("admin", tenant.staff().email());
        for (String colleague : profile.colleagues()) {
            int colon = colleague.indexOf(':');
            invite(colleague.substring(0, colon), colleague.substring(colon + 1));
        }
        return null;
    }

    private void invite(String role, String email) throws InterruptedException {
        ObjectNode member = Json.object().put("email", email);
        member.putArray("roles").add(role);
        api.post("/v1/members", key("member-" + email), member);
    }

    private @Nullable Void inviteContacts() throws InterruptedException {
        for (DemoTenant.Contact contact : tenant.contacts()) {
            api.post(
                    "/v1/contacts",
                    key("contact-" + contact.email()),
                    Json.object()
                            .put("customer", customerId(contact.customerExternalId()))
                            .put("email", contact.email()));
        }
        return null;
    }

    /** Invoices of these days as a shop would send them, with lines and tax. */
    private @Nullable Void addItemisedInvoices() throws InterruptedException {
        String rate = profile.country().equals("CN") ? "13" : "23";
        for (int i = 0; i < ITEMISED; i++) {
            DemoCustomer customer = book.customers().get(i);
            String currency = customer.currencies().getFirst();
            ObjectNode invoice = Json.object()
                    .put("customer", customerId(customer.externalId()))
                    .put("external_id", "demo-itemised-" + i)
                    .put("issue_date", tenant.asOf().minusDays(i).toString())
                    .put("currency", currency)
                    .put("terms", "net_30")
                    .put("issue", true);
            for (int line = 0; line <= i % 3; line++) {
                invoice.withArray("lines")
                        .addObject()
                        .put("description", profile.goods().get(line))
                        .put("quantity", String.valueOf(1 + i + line))
                        .put("unit_amount", usual(customer, currency) / (2 + line))
                        .put("tax_rate", rate);
            }
            api.post("/v1/invoices", key("invoice-" + i), invoice);
        }
        return null;
    }

    /** Money that settles nothing yet: too much paid, or paid before there was anything to pay. */
    private @Nullable Void addCredits() throws InterruptedException {
        List<DemoCustomer> prompt = book.customers().stream()
                .filter(customer -> customer.habit() == Habit.PROMPT)
                .limit(OVERPAYMENTS + ADVANCES)
                .toList();
        for (int i = 0; i < prompt.size(); i++) {
            DemoCustomer customer = prompt.get(i);
            boolean over = i < OVERPAYMENTS;
            String currency = customer.currencies().getFirst();
            long usual = usual(customer, currency);
            ObjectNode payment = Json.object()
                    .put("customer", customerId(customer.externalId()))
                    .put("received_on", tenant.asOf().toString())
                    .put("method", "bank_transfer")
                    .put("reference", "DEMO-" + (over ? "O" : "A") + (i + 1))
                    .put("allocate", over ? "oldest_first" : "none");
            payment.putObject("amount")
                    .put("amount", over ? openOf(customer, currency) + usual / 10 : usual / 2)
                    .put("currency", currency);
            api.post("/v1/payments", key("credit-" + i), payment);
        }
        return null;
    }

    /** An invoice of that customer, in minor units. */
    private long usual(DemoCustomer customer, String currency) {
        return book.rows().stream()
                .filter(row -> row.customer().equals(customer) && row.currency().equals(currency))
                .mapToLong(row -> minor(row.total(), currency))
                .findFirst()
                .orElse(10_000);
    }

    private long openOf(DemoCustomer customer, String currency) {
        return book.rows().stream()
                .filter(row -> row.customer().equals(customer) && row.currency().equals(currency))
                .map(row -> {
                    DemoRow.Paid paid = row.paid();
                    return paid == null ? row.total() : row.total().subtract(paid.amount());
                })
                .mapToLong(open -> minor(open, currency))
                .sum();
    }

    private void setPasswords() throws InterruptedException {
        Api identity = new Api(settings.issuer(), settings.issuer(), settings.identity(), "identity:write");
        List<String> emails = new ArrayList<>(List.of(tenant.staff().email()));
        tenant.contacts().forEach(contact -> emails.add(contact.email()));
        long end = System.nanoTime() + LONGEST_INVITATION.toNanos();
        for (String email : emails) {
            ObjectNode user = Json.object().put("email", email).put("password", settings.password());
            Api.Answer answer = identity.tryPut("/admin/sandbox/users", user);
            // Invitations reach identity a moment after they were made.
            while (answer.status() == 404 && System.nanoTime() < end) {
                Thread.sleep(250);
                answer = identity.tryPut("/admin/sandbox/users", user);
            }
            if (!answer.isFine()) {
                throw new Unfilled("The password of " + email + " cannot be set: " + answer.body());
            }
        }
    }

    private String customerId(String externalId) throws InterruptedException {
        JsonNode found = api.get("/v1/customers?external_id=" + externalId).path("data");
        if (found.isEmpty()) {
            throw new Unfilled("The customer " + externalId + " is missing after the import.");
        }
        return found.get(0).path("id").asString();
    }

    private static long minor(BigDecimal major, String currency) {
        return major.movePointRight(DemoBook.digits(currency)).longValueExact();
    }

    private String key(String step) {
        return "demo-" + tenant.slug() + "-" + step;
    }

    private static void together(List<Callable<@Nullable Void>> steps) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<@Nullable Void> step : threads.invokeAll(steps)) {
                step.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Unfilled unfilled
                    ? unfilled
                    : new IllegalStateException("The demo cannot be made", failed.getCause());
        }
    }
}
