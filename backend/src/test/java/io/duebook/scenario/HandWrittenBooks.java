package io.duebook.scenario;

import io.duebook.platform.Ids;
import io.duebook.shared.CustomerId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * HandWrittenBooks written by hand, row by row, for tests of what is read from them: only here can a test say when something was
 * recorded. The rows are those the commands write.
 */
public final class HandWrittenBooks implements AutoCloseable {

    private final TestTenant tenant;
    private final Connection connection;

    public HandWrittenBooks(TestTenant tenant) {
        this.tenant = tenant;
        try {
            this.connection = TestBackend.DATABASE.superuser().getConnection();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public CustomerId customer(String name) {
        UUID id = Ids.next();
        run("""
                insert into customer (tenant_id, id, external_id, name, kind, version, created_at, updated_at)
                values (?, ?, ?, ?, 'business', 1, now(), now())
                """, tenant.id().value(), id, "ext-" + id, name);
        return new CustomerId(id);
    }

    public UUID invoice(CustomerId customer, long amount, String currency, String on, String due, String recorded) {
        UUID id = Ids.next();
        run(
                """
                insert into open_item (tenant_id, id, customer_id, kind, number, currency, amount, open, issued_on, due_on)
                values (?, ?, ?, 'invoice', ?, ?, ?, ?, ?, ?)
                """,
                tenant.id().value(),
                id,
                customer.value(),
                "INV-" + id,
                currency,
                amount,
                amount,
                LocalDate.parse(on),
                LocalDate.parse(due));
        UUID entry = entry("invoice", id, customer, on, recorded, "receivable", "revenue", amount, currency);
        movement(customer, "invoice", entry, id, null, currency, amount, 0, on, on, recorded, null);
        return id;
    }

    public UUID payment(CustomerId customer, long amount, String currency, String on, String recorded) {
        UUID id = Ids.next();
        UUID entry = entry("payment", id, customer, on, recorded, "bank", "unapplied", amount, currency);
        run("""
                insert into credit (tenant_id, id, customer_id, kind, currency, amount, unapplied, value_on)
                values (?, ?, ?, 'payment', ?, ?, ?, ?)
                """, tenant.id().value(), id, customer.value(), currency, amount, amount, LocalDate.parse(on));
        run("""
                insert into payment (tenant_id, id, customer_id, state, currency, amount, received_on, method, account,
                                     entry_id, version, created_at, updated_at)
                values (?, ?, ?, 'received', ?, ?, ?, 'bank_transfer', 'bank', ?, 1, now(), now())
                """, tenant.id().value(), id, customer.value(), currency, amount, LocalDate.parse(on), entry);
        movement(customer, "payment", entry, null, id, currency, 0, amount, on, on, recorded, null);
        return id;
    }

    /** So many entries of a cent, all alike. */
    public void entries(CustomerId customer, int many) {
        for (int at = 0; at < many; at++) {
            entry(
                    "invoice",
                    UUID.randomUUID(),
                    customer,
                    "2026-03-01",
                    "2026-03-01T09:00:00Z",
                    "receivable",
                    "revenue",
                    1,
                    "EUR");
        }
    }

    /** Money that came on a day of a month closed since: booked on a later one, counting from its own. */
    public UUID latePayment(
            CustomerId customer, long amount, String currency, String value, String booked, String recorded) {
        UUID id = payment(customer, amount, currency, booked, recorded);
        run(
                "update credit set value_on = ? where tenant_id = ? and id = ?",
                LocalDate.parse(value),
                tenant.id().value(),
                id);
        run(
                "update movement set value_on = ? where tenant_id = ? and credit_id = ?",
                LocalDate.parse(value),
                tenant.id().value(),
                id);
        run(
                "update journal_entry set value_on = ? where tenant_id = ? and source_id = ?",
                LocalDate.parse(value),
                tenant.id().value(),
                id);
        return id;
    }

    public UUID allocate(
            CustomerId customer, UUID payment, UUID item, long amount, String currency, String on, String recorded) {
        UUID entry = entry("allocation", payment, customer, on, recorded, "unapplied", "receivable", amount, currency);
        run(
                "update open_item set open = open - ? where tenant_id = ? and id = ?",
                amount,
                tenant.id().value(),
                item);
        run(
                "update credit set unapplied = unapplied - ? where tenant_id = ? and id = ?",
                amount,
                tenant.id().value(),
                payment);
        return movement(
                customer, "allocation", entry, item, payment, currency, -amount, -amount, on, on, recorded, null);
    }

    /** Takes an item off again: voided, on a day of its own, or as by the undo of an import, on its own dates. */
    public void takeBack(
            CustomerId customer, String kind, UUID item, long amount, String currency, String on, String recorded) {
        UUID entry = entry(kind, item, customer, on, recorded, "revenue", "receivable", amount, currency);
        run(
                "update open_item set open = 0 where tenant_id = ? and id = ?",
                tenant.id().value(),
                item);
        movement(
                customer,
                kind,
                entry,
                item,
                null,
                currency,
                -amount,
                0,
                on,
                on,
                recorded,
                find(
                        "select id from movement where tenant_id = ? and item_id = ? and kind = 'invoice'",
                        tenant.id().value(),
                        item));
    }

    /** An entry of one transfer, without any sub-ledger beside it. */
    public UUID entry(
            String kind,
            UUID source,
            CustomerId customer,
            String on,
            String recorded,
            String debit,
            String credit,
            long amount,
            String currency) {
        UUID id = Ids.next();
        run(
                """
                insert into journal_entry (tenant_id, id, kind, source_kind, source_id, customer_id, value_on,
                                           accounting_on, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                tenant.id().value(),
                id,
                kind,
                kind.equals("invoice") || kind.equals("payment") ? kind : "invoice",
                source,
                customer.value(),
                LocalDate.parse(on),
                LocalDate.parse(on),
                moment(recorded));
        run(
                """
                insert into journal_transfer (tenant_id, entry_id, line, customer_id, debit_account, debit_of,
                                              credit_account, credit_of, amount, currency)
                values (?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
                """,
                tenant.id().value(),
                id,
                customer.value(),
                debit,
                of(debit, customer),
                credit,
                of(credit, customer),
                amount,
                currency);
        return id;
    }

    /** Runs any statement as the superuser, for what no method here says. */
    public void run(String sql, @Nullable Object... values) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            statement.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private UUID movement(
            CustomerId customer,
            String kind,
            UUID entry,
            @Nullable UUID item,
            @Nullable UUID credit,
            String currency,
            long itemDelta,
            long creditDelta,
            String valueOn,
            String accountingOn,
            String recorded,
            @Nullable UUID reverses) {
        UUID id = Ids.next();
        run(
                """
                insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                      item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                tenant.id().value(),
                id,
                customer.value(),
                kind,
                entry,
                item,
                credit,
                currency,
                itemDelta,
                creditDelta,
                LocalDate.parse(valueOn),
                LocalDate.parse(accountingOn),
                moment(recorded),
                reverses);
        return id;
    }

    private UUID find(String sql, Object... values) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject(1, UUID.class);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String of(String account, CustomerId customer) {
        return account.equals("receivable") || account.equals("unapplied") ? customer.text() : "";
    }

    private static OffsetDateTime moment(String text) {
        return Instant.parse(text).atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
