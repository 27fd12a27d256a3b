package io.duebook.bench;

import io.duebook.bench.Load.Client;
import io.duebook.bench.Load.Workload;
import io.duebook.bench.Population.Customer;
import io.duebook.bench.Population.Payable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What is asked of the API, over HTTP and with a signed token, as a tenant's own program does. */
final class Calls {

    /** The zone of every tenant of the bench. */
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final long PART = 1_000;
    private static final AtomicLong ORDERS = new AtomicLong(4_711);

    private final int port;
    private final Issuer issuer;
    private final Population population;

    Calls(Backend backend, Issuer issuer, Population population) {
        this.port = backend.port();
        this.issuer = issuer;
        this.population = population;
    }

    /**
     * One request and how its answer is known to be right.
     *
     * @param key the idempotency key of a command; empty: none
     * @param contains what a right answer says
     */
    record Call(UUID tenant, String method, String path, String key, String body, String contains) {

        static Call get(UUID tenant, String path, String contains) {
            return new Call(tenant, "GET", path, "", "", contains);
        }

        static Call post(UUID tenant, String path, String body, String contains) {
            return new Call(tenant, "POST", path, UUID.randomUUID().toString(), body, contains);
        }
    }

    /** Passes every gate (token, scope, quota, parameters) and finds nothing behind them: no query, no body. */
    Workload empty() {
        return each(() -> new Call(population.anyCustomer().tenant(), "OPTIONS", "/v1/tenant", "", "", ""));
    }

    /** The smallest answer that comes out of the database. */
    Workload tenant() {
        return each(() -> Call.get(population.anyCustomer().tenant(), "/v1/tenant", "time_zone"));
    }

    Workload balance() {
        return ofCustomer("/v1/customers/%s/balance", "\"balances\":[{");
    }

    Workload openItems() {
        return ofCustomer("/v1/invoices?customer=%s&state=open&limit=50", "\"data\":[{");
    }

    Workload statement() {
        LocalDate today = LocalDate.now(ZONE);
        return ofCustomer(
                "/v1/customers/%s/statement?kind=activity&from=" + today.minusDays(90) + "&to=" + today, "\"closing\"");
    }

    private Workload ofCustomer(String path, String contains) {
        return each(() -> {
            Customer customer = population.anyCustomer();
            return Call.get(customer.tenant(), path.formatted(customer.shown()), contains);
        });
    }

    Workload invoice() {
        return each(() -> invoice(population.anyCustomer(), 12_500, LocalDate.now(ZONE)));
    }

    Workload payment() {
        return each(() -> payment(population.nextPayable()));
    }

    Workload aging(AsOf asOf) {
        return each(() -> aging(population.anyCustomer().tenant(), asOf));
    }

    static Call aging(UUID tenant, AsOf asOf) {
        return Call.get(tenant, asOf.path(), "\"buckets\"");
    }

    /** An issued invoice of one taxed line, due in thirty days. Each names an order of its own: none seems written twice. */
    static Call invoice(Customer customer, long unitAmount, LocalDate issued) {
        return Call.post(
                customer.tenant(),
                "/v1/invoices",
                """
                {"customer":"%s","issue_date":"%s","currency":"EUR","terms":"net_30","reference":"PO-%d",\
                "lines":[{"description":"Maintenance","quantity":"8","unit_amount":%d,"tax_rate":"19"}],"issue":true}""".formatted(customer.shown(), issued, ORDERS.incrementAndGet(), unitAmount),
                "\"state\":\"open\"");
    }

    /** Ten euros for one named invoice. */
    static Call payment(Payable payable) {
        return payment(payable.customer(), PART, LocalDate.now(ZONE), """
                [{"invoice":"%s","amount":%d}]""".formatted(payable.shown(), PART));
    }

    static Call payment(Customer customer, long amount, LocalDate received, String allocate) {
        return Call.post(
                customer.tenant(),
                "/v1/payments",
                """
                {"customer":"%s","amount":{"amount":%d,"currency":"EUR"},"received_on":"%s",\
                "method":"bank_transfer","reference":"Transfer of today","allocate":%s}""".formatted(customer.shown(), amount, received, allocate),
                allocate.startsWith("[") ? "\"unapplied\":0" : "\"unapplied\"");
    }

    /** Every client asks for whatever comes next, over a connection of its own. */
    Workload each(Supplier<Call> next) {
        return () -> new Asking(new KeptAlive(port), next);
    }

    /** One call over a connection of its own; the answer's body. */
    String once(Call call) throws Exception {
        try (var asking = new Asking(new KeptAlive(port), () -> call)) {
            asking.call();
            return asking.connection.body();
        }
    }

    private final class Asking implements Client {

        private final KeptAlive connection;
        private final Supplier<Call> next;
        private final Map<UUID, String> heads = new HashMap<>();

        Asking(KeptAlive connection, Supplier<Call> next) {
            this.connection = connection;
            this.next = next;
        }

        @Override
        public void call() throws Exception {
            Call call = next.get();
            int status = connection.send(request(call));
            if (status >= 300 || !connection.bodyContains(call.contains().getBytes(StandardCharsets.UTF_8))) {
                throw new IllegalStateException(
                        call.method() + " " + call.path() + ": " + status + " " + connection.body());
            }
        }

        private byte[] request(Call call) throws GeneralSecurityException {
            StringBuilder text = new StringBuilder(2_048)
                    .append(call.method())
                    .append(' ')
                    .append(call.path())
                    .append(head(call.tenant()));
            if (!call.key().isEmpty()) {
                text.append("Idempotency-Key: ").append(call.key()).append("\r\n");
            }
            if (!call.body().isEmpty()) {
                text.append("Content-Type: application/json\r\nContent-Length: ")
                        .append(call.body().getBytes(StandardCharsets.UTF_8).length)
                        .append("\r\n");
            }
            return text.append("\r\n").append(call.body()).toString().getBytes(StandardCharsets.UTF_8);
        }

        private String head(UUID tenant) throws GeneralSecurityException {
            String known = heads.get(tenant);
            if (known == null) {
                heads.put(
                        tenant,
                        " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + issuer.token(tenant) + "\r\n");
            }
            return Objects.requireNonNull(heads.get(tenant));
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
