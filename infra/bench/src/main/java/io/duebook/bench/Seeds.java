package io.duebook.bench;

import io.duebook.bench.Calls.Call;
import io.duebook.bench.Population.Customer;
import io.duebook.bench.Population.Payable;
import io.duebook.bench.Recorder.Commands;
import io.duebook.bench.Recorder.Told;
import io.duebook.bench.Recording.Update;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tenants with books that look used: invoices of every age, paid, paid in part and open, and some money left over. */
final class Seeds {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Days since the issue of open invoices; all are due thirty days later, so that every bucket has its part. */
    private static final int[] AGES = {3, 20, 35, 50, 75, 100, 150};

    private static final int[] PAID_AGES = {40, 60, 120};
    private static final long LARGE = 125_000;
    private static final int OPEN_ITEMS_PER_CUSTOMER = 20;
    private static final int MOST_PAYABLES = 100_000;

    private final Server server;
    private final Calls calls;
    private final Recorder recorder;
    private final UUID patternTenant = Ids.next();
    private final Customer pattern;
    private final Recording customer;
    private final List<Recording> open = new ArrayList<>();
    private final List<Recording> settled = new ArrayList<>();
    private final Recording unapplied;
    private final Recording invoice;
    private final Recording payment;

    /** Has the API write one of each, on a tenant of its own, and watches. */
    Seeds(Server server, Backend backend, Issuer issuer) throws Exception {
        this.server = server;
        this.calls = new Calls(backend, issuer, new Population(List.of(), List.of()));
        this.recorder = Recorder.of(server);
        tenants(server, List.of(patternTenant), true);
        Call making = Call.post(patternTenant, "/v1/customers", "{\"name\":\"Meier & Söhne GmbH\"}", "\"id\"");
        List<Customer> made = new ArrayList<>();
        customer = recorder.record(new Customer(patternTenant, Ids.next()), () -> {
            made.add(new Customer(
                    patternTenant, Ids.read(asked(making).path("id").asString())));
            return new Told(List.of(making.key()), null, null);
        });
        pattern = made.getFirst();
        LocalDate today = LocalDate.now(Calls.ZONE);
        for (int age : AGES) {
            open.add(recorded(invoiced(today.minusDays(age)), List.of()));
            open.add(recorded(invoiced(today.minusDays(age)), List.of(part(today.minusDays(age - 1)))));
        }
        for (int age : PAID_AGES) {
            settled.add(recorded(invoiced(today.minusDays(age)), List.of(whole(today.minusDays(age - 28)))));
        }
        unapplied = recorder.record(pattern, () -> {
            Call left = Calls.payment(pattern, 4_200, today.minusDays(10), "\"none\"");
            asked(left);
            return new Told(List.of(left.key()), null, null);
        });
        invoice = recorded(invoiced(today), List.of());
        payment = recordedPayment();
    }

    private Supplier<Call> invoiced(LocalDate on) {
        return () -> Calls.invoice(pattern, LARGE, on);
    }

    /** What is done with an invoice after it was made. */
    private interface Next {
        Call with(JsonNode invoice);
    }

    private Next part(LocalDate on) {
        return made -> paid(made, 50_000, on);
    }

    private Next whole(LocalDate on) {
        return made -> paid(made, made.path("open").asLong(), on);
    }

    private Call paid(JsonNode made, long amount, LocalDate on) {
        String allocate =
                "[{\"invoice\":\"%s\",\"amount\":%d}]".formatted(made.path("id").asString(), amount);
        return Calls.payment(pattern, amount, on, allocate);
    }

    private Recording recorded(Supplier<Call> first, List<Next> more) throws Exception {
        return recorder.record(pattern, commands(first, more));
    }

    private Commands commands(Supplier<Call> first, List<Next> more) {
        return () -> {
            List<String> keys = new ArrayList<>();
            Call invoicing = first.get();
            keys.add(invoicing.key());
            JsonNode made = asked(invoicing);
            for (Next next : more) {
                Call call = next.with(made);
                keys.add(call.key());
                asked(call);
            }
            return new Told(keys, made.path("number").asString(), null);
        };
    }

    private Recording recordedPayment() throws Exception {
        JsonNode made = asked(Calls.invoice(pattern, LARGE, LocalDate.now(Calls.ZONE)));
        UUID item = Ids.read(made.path("id").asString());
        return recorder.record(pattern, () -> {
            Call call = Calls.payment(new Payable(pattern, item));
            asked(call);
            return new Told(List.of(call.key()), null, item);
        });
    }

    private JsonNode asked(Call call) throws Exception {
        return JSON.readTree(calls.once(call));
    }

    /** What the API writes for one issued invoice. */
    Recording invoice() {
        return invoice;
    }

    /** What it writes for a payment that settles a part of one invoice. */
    Recording payment() {
        return payment;
    }

    /**
     * Makes tenants with so many open items in all, twenty a customer.
     *
     * @param served whether the backend knows them: where the floor writes, it must not, or it would set to work there
     */
    Population populate(int tenants, int items, boolean served) throws SQLException {
        List<UUID> ids = Stream.generate(Ids::next).limit(tenants).toList();
        tenants(server, ids, served);
        int customers = Math.max(tenants, items / OPEN_ITEMS_PER_CUSTOMER);
        List<Customer> owners = IntStream.range(0, customers)
                .mapToObj(at -> new Customer(ids.get(at % tenants), Ids.next()))
                .toList();
        try (var copies = new Copies(server)) {
            copies.customers(owners, customer);
            for (int at = 0; at < open.size(); at++) {
                copies.write(open.get(at), share(items, at, open.size()));
            }
            for (int at = 0; at < settled.size(); at++) {
                copies.write(settled.get(at), share(items / 5, at, settled.size()));
            }
            copies.write(unapplied, Math.max(1, customers / 4));
            for (List<Update> updates : Floor.shared(invoice).values()) {
                copies.shared(updates, patternTenant, ids);
            }
            copies.done();
        }
        return new Population(owners, payables(ids));
    }

    private static int share(int of, int at, int shares) {
        return of / shares + (at < of % shares ? 1 : 0);
    }

    private List<Payable> payables(List<UUID> tenants) throws SQLException {
        List<Payable> found = new ArrayList<>();
        try (Connection connection = server.superuser();
                PreparedStatement query = connection.prepareStatement("""
                        select tenant_id, customer_id, id
                          from open_item
                         where tenant_id = any(?) and open = amount
                         limit ?
                        """)) {
            query.setArray(1, connection.createArrayOf("uuid", tenants.toArray()));
            query.setInt(2, MOST_PAYABLES);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Payable(
                            new Customer(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)),
                            rows.getObject(3, UUID.class)));
                }
            }
        }
        return found;
    }

    /** A tenant with nothing in its books. */
    static UUID tenant(Server server) throws SQLException {
        UUID id = Ids.next();
        tenants(server, List.of(id), true);
        return id;
    }

    private static void tenants(Server server, List<UUID> ids, boolean served) throws SQLException {
        try (Connection connection = server.superuser();
                PreparedStatement tenant = connection.prepareStatement("""
                        insert into tenant (tenant_id, name, country, time_zone, locale, base_currency, policies,
                                            version, created_at)
                        select unnest(?::uuid[]), 'Bench & Söhne GmbH', 'DE', ?, 'en', 'EUR', '{}', 1, now()
                        """);
                PreparedStatement directory = connection.prepareStatement("""
                        insert into directory.tenant (id, slug, state, created_at)
                        select id, 'b-' || id, 'active', now()
                          from unnest(?::uuid[]) as given (id)
                        """)) {
            java.sql.Array all = connection.createArrayOf("uuid", ids.toArray());
            tenant.setArray(1, all);
            tenant.setString(2, Calls.ZONE.getId());
            tenant.executeUpdate();
            if (served) {
                directory.setArray(1, all);
                directory.executeUpdate();
            }
        }
    }

    /** For the report: what one of each consists of. */
    Map<String, Map<String, Integer>> rows() {
        return Map.of("invoice", invoice.counts(), "payment", payment.counts());
    }
}
