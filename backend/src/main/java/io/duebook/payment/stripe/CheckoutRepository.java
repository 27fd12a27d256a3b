package io.duebook.payment.stripe;

import io.duebook.item.OpenItem;
import io.duebook.platform.Database;
import io.duebook.platform.IdempotencyKey;
import io.duebook.platform.Write;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of attempts, their shares and the keys that stand for them. */
@Repository
class CheckoutRepository {

    private static final String ATTEMPT = """
            select c.id, c.customer_id, c.state, c.currency, c.amount, c.charge, c.account, c.request, c.session, c.url,
                   c.payment_intent, c.payment_id, c.failure_code, c.failure_message, c.error_kept_since, c.expires_at,
                   c.requested_at,
                   array(select p.item_id from checkout_part p
                          where p.tenant_id = :tenant and p.checkout_id = c.id order by p.line) as items,
                   array(select p.kind from checkout_part p
                          where p.tenant_id = :tenant and p.checkout_id = c.id order by p.line) as kinds,
                   array(select p.number from checkout_part p
                          where p.tenant_id = :tenant and p.checkout_id = c.id order by p.line) as numbers,
                   array(select p.amount from checkout_part p
                          where p.tenant_id = :tenant and p.checkout_id = c.id order by p.line) as amounts,
                   array(select p.discount from checkout_part p
                          where p.tenant_id = :tenant and p.checkout_id = c.id order by p.line) as discounts
              from checkout c
             where c.tenant_id = :tenant
            """;

    private final Database database;

    CheckoutRepository(Database database) {
        this.database = database;
    }

    Mono<Attempt> find(CheckoutId id) {
        return database.sql(ATTEMPT + " and c.id = :id").bind("id", id.value()).one(CheckoutRepository::attempt);
    }

    Flux<Attempt> findAll(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Flux.empty()
                : database.sql(ATTEMPT + " and c.id = any(:ids) order by c.id")
                        .bind("ids", ids.toArray(UUID[]::new))
                        .all(CheckoutRepository::attempt);
    }

    /** One answer about an attempt is stored after the other. */
    Mono<Attempt> findAndLock(CheckoutId id) {
        return database.sql(ATTEMPT + " and c.id = :id for update of c")
                .bind("id", id.value())
                .one(CheckoutRepository::attempt);
    }

    /** The attempt that a session or payment intent of Stripe's belongs to. */
    Mono<Attempt> findByObject(String object) {
        return database.sql(ATTEMPT + " and (c.session = :object or c.payment_intent = :object)")
                .bind("object", object)
                .one(CheckoutRepository::attempt);
    }

    /** The attempt that a caller's key stands for. */
    Mono<CheckoutId> findByKey(IdempotencyKey key) {
        return database.sql("""
                        select checkout_id, request_hash
                          from checkout_key
                         where tenant_id = :tenant
                           and caller = :actor
                           and key = :key
                        """)
                .bind("key", key.text())
                .one(row -> new Kept(
                        new CheckoutId(present(row.get("checkout_id", UUID.class))),
                        present(row.get("request_hash", byte[].class))))
                .doOnNext(kept -> key.mustStandFor(kept.hash()))
                .map(Kept::checkout);
    }

    private record Kept(
            CheckoutId checkout,
            @SuppressWarnings("ArrayRecordComponent") byte[] hash) {}

    Write insert(Attempt attempt, IdempotencyKey key) {
        return Write.all(checkout(attempt), parts(attempt), remember(attempt, key));
    }

    private static Write checkout(Attempt attempt) {
        return Write.part("checkout_insert", """
                        insert into checkout (tenant_id, id, customer_id, state, currency, amount, charge, account,
                                              request, expires_at, requested_at, created_at, updated_at)
                        values (:tenant, :checkout_insert_id, :checkout_insert_customer, :checkout_insert_state,
                                :checkout_insert_currency, :checkout_insert_amount, :checkout_insert_charge,
                                :checkout_insert_account, :checkout_insert_request, :checkout_insert_expires_at,
                                :checkout_insert_requested_at, :now, :now)
                        """)
                .bind("checkout_insert_id", attempt.id().value())
                .bind("checkout_insert_customer", attempt.customer().value())
                .bind("checkout_insert_state", attempt.state().code())
                .bind("checkout_insert_currency", attempt.amount().currency().code())
                .bind("checkout_insert_amount", attempt.amount().amount())
                .bind("checkout_insert_charge", attempt.charge().amount())
                .bind("checkout_insert_account", attempt.account())
                .bind("checkout_insert_request", attempt.request())
                .bind("checkout_insert_expires_at", attempt.expiresAt())
                .bind("checkout_insert_requested_at", attempt.requestedAt())
                .build();
    }

    private static Write parts(Attempt attempt) {
        List<Share> shares = attempt.shares();
        return Write.part("checkout_parts", """
                        insert into checkout_part (tenant_id, checkout_id, line, customer_id, item_id, kind, number,
                                                   amount, discount)
                        select :tenant, :checkout_parts_of, row.line, :checkout_parts_customer, row.item_id, row.kind,
                               row.number, row.amount, row.discount
                          from unnest(:checkout_parts_item, :checkout_parts_kind, :checkout_parts_number,
                                      :checkout_parts_amount, :checkout_parts_discount)
                               with ordinality as row (item_id, kind, number, amount, discount, line)
                        """)
                .bind("checkout_parts_of", attempt.id().value())
                .bind("checkout_parts_customer", attempt.customer().value())
                .column("checkout_parts_item", UUID.class, shares, Share::item)
                .column("checkout_parts_kind", String.class, shares, share -> share.kind()
                        .name())
                .column("checkout_parts_number", String.class, shares, Share::number)
                .column("checkout_parts_amount", Long.class, shares, Share::amount)
                .column("checkout_parts_discount", Long.class, shares, Share::discount)
                .build();
    }

    /** From now on the key stands for this attempt; the first one to be remembered stays. */
    Write remember(Attempt attempt, IdempotencyKey key) {
        return Write.part("checkout_remember", """
                        insert into checkout_key (tenant_id, caller, key, customer_id, request_hash, checkout_id,
                                                  created_at)
                        values (:tenant, :actor, :checkout_remember_key, :checkout_remember_customer,
                                :checkout_remember_hash, :checkout_remember_checkout, :now)
                        on conflict (tenant_id, caller, key) do nothing
                        """)
                .bind("checkout_remember_key", key.text())
                .bind("checkout_remember_customer", attempt.customer().value())
                .bind("checkout_remember_hash", key.requestHash())
                .bind("checkout_remember_checkout", attempt.id().value())
                .build();
    }

    /** An attempt as it stands after Stripe was asked. */
    Write update(Attempt attempt) {
        List<Attempt> row = List.of(attempt);
        return Write.part("checkout_update", """
                        update checkout
                           set state = row.state,
                               session = row.session,
                               url = row.url,
                               payment_intent = row.payment_intent,
                               payment_id = row.payment_id,
                               failure_code = row.failure_code,
                               failure_message = row.failure_message,
                               error_kept_since = row.error_kept_since,
                               looked_at = now(),
                               updated_at = :now
                          from unnest(:checkout_update_id, :checkout_update_state, :checkout_update_session,
                                      :checkout_update_url, :checkout_update_intent, :checkout_update_payment,
                                      :checkout_update_failure_code, :checkout_update_failure_message,
                                      :checkout_update_error_kept_since)
                            as row (id, state, session, url, payment_intent, payment_id, failure_code, failure_message,
                                    error_kept_since)
                         where checkout.tenant_id = :tenant
                           and checkout.id = row.id
                        """)
                .column("checkout_update_id", UUID.class, row, found -> found.id()
                        .value())
                .column("checkout_update_state", String.class, row, found -> found.state()
                        .code())
                .column("checkout_update_session", String.class, row, Attempt::session)
                .column("checkout_update_url", String.class, row, Attempt::url)
                .column("checkout_update_intent", String.class, row, Attempt::paymentIntent)
                .column(
                        "checkout_update_payment",
                        UUID.class,
                        row,
                        found ->
                                found.payment() == null ? null : found.payment().value())
                .column(
                        "checkout_update_failure_code",
                        String.class,
                        row,
                        found ->
                                found.failure() == null ? null : found.failure().code())
                .column(
                        "checkout_update_failure_message",
                        String.class,
                        row,
                        found ->
                                found.failure() == null ? null : found.failure().message())
                .column("checkout_update_error_kept_since", Instant.class, row, Attempt::errorKeptSince)
                .build();
    }

    /** Whether Stripe was not asked for so long; then it counts as asked now, so that of many who wonder one asks. */
    Mono<Boolean> claimLook(CheckoutId id, Duration notSince) {
        return database.sql("""
                        update checkout
                           set looked_at = now()
                         where tenant_id = :tenant
                           and id = :id
                           and looked_at < now() - :millis * interval '1 millisecond'
                        """)
                .bind("id", id.value())
                .bind("millis", notSince.toMillis())
                .update()
                .map(rows -> rows == 1);
    }

    private static Attempt attempt(Readable row) {
        Currency currency = Currency.of(text(row, "currency"));
        UUID payment = row.get("payment_id", UUID.class);
        String failure = row.get("failure_code", String.class);
        return new Attempt(
                new CheckoutId(present(row.get("id", UUID.class))),
                new CustomerId(present(row.get("customer_id", UUID.class))),
                AttemptState.of(text(row, "state")),
                new Money(present(row.get("amount", Long.class)), currency),
                new Money(present(row.get("charge", Long.class)), currency),
                shares(row),
                text(row, "account"),
                text(row, "request"),
                row.get("session", String.class),
                row.get("url", String.class),
                row.get("payment_intent", String.class),
                payment == null ? null : new PaymentId(payment),
                failure == null ? null : new Failure(failure, text(row, "failure_message")),
                row.get("error_kept_since", Instant.class),
                present(row.get("expires_at", Instant.class)),
                present(row.get("requested_at", Instant.class)));
    }

    private static List<Share> shares(Readable row) {
        UUID[] items = present(row.get("items", UUID[].class));
        String[] kinds = present(row.get("kinds", String[].class));
        String[] numbers = present(row.get("numbers", String[].class));
        Long[] amounts = present(row.get("amounts", Long[].class));
        Long[] discounts = present(row.get("discounts", Long[].class));
        return IntStream.range(0, items.length)
                .mapToObj(at ->
                        new Share(items[at], OpenItem.Kind.valueOf(kinds[at]), numbers[at], amounts[at], discounts[at]))
                .toList();
    }

    private static String text(Readable row, String column) {
        return present(row.get(column, String.class));
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
