package io.duebook.tenant;

import static java.util.Objects.requireNonNull;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Directory;
import io.duebook.platform.Jobs;
import io.duebook.shared.Currency;
import io.duebook.shared.TenantId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the directory knows of tenants. */
@Repository
class TenantOrders {

    private static final String ORDERS = """
            select tenant.id, tenant.slug, tenant.state, caller, company, country, time_zone, locale, base_currency,
                   account, tenant_order.created_at
              from directory.tenant
              join directory.tenant_order on tenant_order.tenant_id = tenant.id
              left join directory.processor_account
                on processor_account.tenant_id = tenant.id
               and processor_account.processor = 'stripe'
               and processor_account.active
            """;

    private final Directory directory;
    private final Jobs jobs;
    private final BusinessClock clock;

    TenantOrders(Directory directory, Jobs jobs, BusinessClock clock) {
        this.directory = directory;
        this.jobs = jobs;
        this.clock = clock;
    }

    Mono<TenantOrder> find(TenantId id) {
        return directory
                .sql(ORDERS + " where tenant.id = :id")
                .bind("id", id.value())
                .map(TenantOrders::order)
                .one();
    }

    Mono<TenantOrder> findByKey(String caller, String key) {
        return directory
                .sql(ORDERS + " where caller = :caller and key = :key")
                .bind("caller", caller)
                .bind("key", key)
                .map(TenantOrders::order)
                .one();
    }

    Flux<TenantOrder> list(@Nullable Cursor after, int rows) {
        DatabaseClient.GenericExecuteSpec query = directory
                .sql(ORDERS + (after == null ? "" : " where tenant.id > :after") + " order by tenant.id limit :rows")
                .bind("rows", rows);
        return (after == null ? query : query.bind("after", after.uuid()))
                .map(TenantOrders::order)
                .all();
    }

    /** The slug of a tenant, which its own tables do not carry. */
    Mono<String> slug(TenantId id) {
        return directory
                .sql("select slug from directory.tenant where id = :id")
                .bind("id", id.value())
                .map(row -> requireNonNull(row.get("slug", String.class)))
                .one();
    }

    /**
     * Takes an order, with the work that finishes it should this server not come to it.
     *
     * @throws SlugTaken if another tenant has the slug, which may be the one this very key just made
     */
    Mono<Void> take(TenantId id, String caller, String key, NewTenant tenant, Duration healedAfter) {
        Mono<Void> rows = directory
                .sql("""
                        with tenant as (
                            insert into directory.tenant (id, slug, state, created_at)
                            values (:id, :slug, 'provisioning', :now)
                        )
                        insert into directory.tenant_order (tenant_id, caller, key, company, country, time_zone, locale,
                                                            base_currency, created_at)
                        values (:id, :caller, :key, :name, :country, :time_zone, :locale, :base_currency, :now)
                        """)
                .bind("id", id.value())
                .bind("slug", tenant.slug())
                .bind("caller", caller)
                .bind("key", key)
                .bind("name", tenant.name())
                .bind(
                        "country",
                        tenant.country() == null
                                ? Parameters.in(R2dbcType.VARCHAR)
                                : Parameters.in(R2dbcType.VARCHAR, tenant.country()))
                .bind("time_zone", tenant.timeZone())
                .bind("locale", tenant.locale())
                .bind("base_currency", tenant.baseCurrency().code())
                .bind("now", clock.instant())
                .then();
        return directory
                .write(rows.then(jobs.leave(id, Provisioning.KIND, id.value(), healedAfter))
                        .thenReturn(true))
                .onErrorMap(
                        Constraint.violated("tenant_slug_unique").or(Constraint.violated("tenant_order_key_once")),
                        taken -> new SlugTaken(tenant.slug()))
                .then();
    }

    Mono<Void> activate(TenantId id) {
        return directory
                .sql("update directory.tenant set state = 'active' where id = :id and state = 'provisioning'")
                .bind("id", id.value())
                .then();
    }

    /**
     * Makes an account the one that takes the tenant's money. Earlier ones stay the tenant's, for what is under way.
     * Empty where there is no such tenant.
     *
     * @throws AccountTaken if the account is another tenant's
     */
    Mono<TenantId> link(TenantId id, String account) {
        Mono<UUID> locked = directory
                .sql("select id from directory.tenant where id = :id for update")
                .bind("id", id.value())
                .map(row -> requireNonNull(row.get("id", UUID.class)))
                .one();
        Mono<Void> retired = directory
                .sql("""
                        update directory.processor_account
                           set active = false
                         where tenant_id = :id
                           and processor = 'stripe'
                           and account <> :account
                           and active
                        """)
                .bind("id", id.value())
                .bind("account", account)
                .then();
        Mono<Long> linked = directory
                .sql("""
                        insert into directory.processor_account (processor, account, tenant_id, active, created_at)
                        values ('stripe', :account, :id, true, :now)
                        on conflict (processor, account) do update
                           set active = true
                         where processor_account.tenant_id = excluded.tenant_id
                        """)
                .bind("id", id.value())
                .bind("account", account)
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated();
        return directory.write(locked.flatMap(found ->
                retired.then(linked).flatMap(rows -> rows == 1 ? Mono.just(id) : Mono.error(new AccountTaken()))));
    }

    private static TenantOrder order(Readable row) {
        return new TenantOrder(
                new TenantId(requireNonNull(row.get("id", UUID.class))),
                requireNonNull(row.get("caller", String.class)),
                new NewTenant(
                        requireNonNull(row.get("slug", String.class)),
                        requireNonNull(row.get("company", String.class)),
                        row.get("country", String.class),
                        requireNonNull(row.get("time_zone", String.class)),
                        requireNonNull(row.get("locale", String.class)),
                        Currency.of(requireNonNull(row.get("base_currency", String.class)))),
                requireNonNull(row.get("state", String.class)),
                row.get("account", String.class),
                requireNonNull(row.get("created_at", Instant.class)));
    }
}
