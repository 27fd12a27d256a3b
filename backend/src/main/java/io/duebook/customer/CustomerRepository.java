package io.duebook.customer;

import static java.util.Objects.requireNonNull;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of customers. */
@Repository
class CustomerRepository {

    private static final String CUSTOMERS = """
            select id, external_id, name, kind, language, email, tax_id, address::text as address,
                   terms::text as terms, metadata::text as metadata, import_id, archived_at, version, created_at,
                   updated_at, parent_id,
                   case when parent_id is not null
                        then (select array[parent.name, parent.external_id]
                                from customer parent
                               where parent.tenant_id = :tenant
                                 and parent.id = customer.parent_id)
                   end as parent
              from customer
             where tenant_id = :tenant
            """;

    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    private final Database database;
    private final JsonMapper json;

    CustomerRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Customer> find(CustomerId id) {
        return database.sql(CUSTOMERS + " and id = :id").bind("id", id.value()).one(this::customer);
    }

    Mono<Customer> findAndLock(CustomerId id) {
        return database.sql(CUSTOMERS + " and id = :id for no key update")
                .bind("id", id.value())
                .one(this::customer);
    }

    /** In the order of their ids, whoever asks: two who lock several never wait for each other. */
    Flux<Customer> findAndLockAll(Collection<CustomerId> ids) {
        return database.sql(CUSTOMERS + " and id = any(:ids) order by id for no key update")
                .bind("ids", uuids(ids))
                .all(this::customer);
    }

    Mono<Customer> findByExternalIdAndLock(String externalId) {
        return database.sql(CUSTOMERS + " and external_id = :external_id and archived_at is null for no key update")
                .bind("external_id", externalId)
                .one(this::customer);
    }

    /** One by one: told of all together, the database would compare each of them with each customer of a tenant it does not know yet. */
    Flux<Customer> byExternalIds(Collection<String> externalIds) {
        return database.sql("""
                        select found.*
                          from unnest(:external_ids) as wanted (external_id)
                         cross join lateral (
                               %s
                               and customer.external_id = wanted.external_id
                               and archived_at is null
                               limit 1) as found
                        """.formatted(CUSTOMERS))
                .bind("external_ids", externalIds.toArray(String[]::new))
                .all(this::customer);
    }

    Flux<Customer> ofImport(ImportId importId) {
        return database.sql(CUSTOMERS + " and import_id = :import order by id")
                .bind("import", importId.value())
                .all(this::customer);
    }

    /**
     * One stretch of the list, by id or, where asked for changes, by time of change. The search reads the tenant's
     * customers one by one: row-level security lets no index serve a pattern, whose operator might leak.
     */
    Flux<Customer> list(CustomerFilter filter, @Nullable Cursor after, int rows) {
        boolean byUpdate = filter.updatedSince() != null;
        String text = CUSTOMERS
                + (byUpdate ? "" : filter.archived() ? " and archived_at is not null" : " and archived_at is null")
                + (filter.externalId() == null ? "" : " and external_id = :external_id")
                + (filter.parent() == null ? "" : " and parent_id = :parent")
                + searched(filter, after)
                + (byUpdate ? " and updated_at >= :updated_since" : "")
                + (after == null
                        ? ""
                        : byUpdate ? " and (updated_at, id) > (:after_update, :after)" : " and id > :after")
                + (byUpdate ? " order by updated_at, id" : " order by id")
                + " limit :rows";
        Database.Query query = database.sql(text).bind("rows", rows);
        if (filter.externalId() != null) {
            query = query.bind("external_id", filter.externalId());
        }
        if (filter.parent() != null) {
            query = query.bind("parent", filter.parent().value());
        }
        if (filter.search() != null) {
            query = query.bind("search", filter.search());
        }
        if (filter.updatedSince() != null) {
            query = query.bind("updated_since", filter.updatedSince());
        }
        if (after != null) {
            query = byUpdate
                    ? query.bind("after_update", after.moment()).bind("after", after.uuid())
                    : query.bind("after", after.uuid());
        }
        return query.all(this::customer);
    }

    private static String searched(CustomerFilter filter, @Nullable Cursor after) {
        if (filter.search() == null) {
            return "";
        }
        if (filter.externalId() != null
                || filter.parent() != null
                || filter.updatedSince() != null
                || filter.archived()) {
            return SEARCHED;
        }
        return FOUND + SEARCHED + (after == null ? "" : " and id > :after") + " order by id limit :rows)";
    }

    /**
     * The collation folds case beyond ASCII on every server, whatever the database was created with; the comparison
     * itself is of bytes, which is quickest.
     */
    private static final String SEARCHED = """
             and strpos(searched collate "C", lower(:search collate "pg_c_utf8") collate "C") > 0
            """;

    /**
     * Found in the index alone, which carries what is searched: the tenant's rows are looked through either way, for
     * under row-level security no index may be asked for a part of a text (docs/decisions/0060).
     */
    private static final String FOUND = """
             and id in (select id
                          from customer
                         where tenant_id = :tenant
                           and archived_at is null
            """;

    static Cursor after(CustomerFilter filter, Customer customer) {
        return filter.updatedSince() == null
                ? Cursor.after(customer.id().value())
                : Cursor.after(customer.updatedAt(), customer.id().value());
    }

    Write insert(List<Customer> customers) {
        return Write.part("customer_insert", """
                        insert into customer (tenant_id, id, external_id, name, kind, language, email, tax_id, address,
                                              terms, metadata, import_id, version, created_at, updated_at, parent_id)
                        select :tenant, id, external_id, name, kind, language, email, tax_id, address::jsonb,
                               terms::jsonb, metadata::jsonb, import_id, 1, created_at, created_at, parent_id
                          from unnest(:customer_insert_id, :customer_insert_external_id, :customer_insert_name,
                                      :customer_insert_kind, :customer_insert_language, :customer_insert_email,
                                      :customer_insert_tax_id, :customer_insert_address, :customer_insert_terms,
                                      :customer_insert_metadata, :customer_insert_import, :customer_insert_created_at,
                                      :customer_insert_parent)
                            as row (id, external_id, name, kind, language, email, tax_id, address, terms, metadata,
                                    import_id, created_at, parent_id)
                        """)
                .column("customer_insert_id", UUID.class, customers, customer -> customer.id()
                        .value())
                .column("customer_insert_external_id", String.class, customers, Customer::externalId)
                .column("customer_insert_name", String.class, customers, Customer::name)
                .column("customer_insert_kind", String.class, customers, customer -> customer.details()
                        .kind()
                        .word())
                .column("customer_insert_language", String.class, customers, Customer::language)
                .column("customer_insert_email", String.class, customers, Customer::email)
                .column("customer_insert_tax_id", String.class, customers, customer -> customer.details()
                        .taxId())
                .column("customer_insert_address", String.class, customers, this::address)
                .column("customer_insert_terms", String.class, customers, this::terms)
                .column("customer_insert_metadata", String.class, customers, this::metadata)
                .column(
                        "customer_insert_import",
                        UUID.class,
                        customers,
                        customer -> customer.importId() == null
                                ? null
                                : customer.importId().value())
                .column("customer_insert_created_at", Instant.class, customers, Customer::createdAt)
                .column("customer_insert_parent", UUID.class, customers, CustomerRepository::parent)
                .build();
    }

    Write update(Customer edited) {
        List<Customer> one = List.of(edited);
        return Write.part("customer_update", """
                        update customer
                           set external_id = row.external_id, name = row.name, kind = row.kind,
                               language = row.language, email = row.email, tax_id = row.tax_id,
                               address = row.address::jsonb, terms = row.terms::jsonb, metadata = row.metadata::jsonb,
                               archived_at = row.archived_at, version = row.version, updated_at = row.updated_at,
                               parent_id = row.parent_id
                          from unnest(:customer_update_id, :customer_update_external_id, :customer_update_name,
                                      :customer_update_kind, :customer_update_language, :customer_update_email,
                                      :customer_update_tax_id, :customer_update_address, :customer_update_terms,
                                      :customer_update_metadata,
                                      :customer_update_archived_at, :customer_update_version,
                                      :customer_update_updated_at, :customer_update_parent)
                            as row (id, external_id, name, kind, language, email, tax_id, address, terms, metadata,
                                    archived_at, version, updated_at, parent_id)
                         where customer.tenant_id = :tenant
                           and customer.id = row.id
                        """)
                .column("customer_update_id", UUID.class, one, customer -> customer.id()
                        .value())
                .column("customer_update_external_id", String.class, one, Customer::externalId)
                .column("customer_update_name", String.class, one, Customer::name)
                .column("customer_update_kind", String.class, one, customer -> customer.details()
                        .kind()
                        .word())
                .column("customer_update_language", String.class, one, Customer::language)
                .column("customer_update_email", String.class, one, Customer::email)
                .column("customer_update_tax_id", String.class, one, customer -> customer.details()
                        .taxId())
                .column("customer_update_address", String.class, one, this::address)
                .column("customer_update_terms", String.class, one, this::terms)
                .column("customer_update_metadata", String.class, one, this::metadata)
                .column("customer_update_archived_at", Instant.class, one, Customer::archivedAt)
                .column("customer_update_version", Integer.class, one, customer -> customer.version()
                        .number())
                .column("customer_update_updated_at", Instant.class, one, Customer::updatedAt)
                .column("customer_update_parent", UUID.class, one, CustomerRepository::parent)
                .build();
    }

    Write archive(Collection<CustomerId> customers) {
        return Write.part("customer_archive", """
                        update customer
                           set archived_at = :now, updated_at = :now, version = version + 1
                         where tenant_id = :tenant
                           and id = any(:customer_archive_id)
                           and archived_at is null
                        """)
                .bind("customer_archive_id", uuids(customers))
                .build();
    }

    private static @Nullable UUID parent(Customer customer) {
        CustomerId parent = customer.details().parent();
        return parent == null ? null : parent.value();
    }

    private @Nullable String address(Customer customer) {
        Address address = customer.details().address();
        return address == null ? null : json.writeValueAsString(address);
    }

    private @Nullable String terms(Customer customer) {
        JsonNode terms = customer.details().terms();
        return terms == null ? null : json.writeValueAsString(terms);
    }

    private String metadata(Customer customer) {
        return json.writeValueAsString(customer.details().metadata());
    }

    private Customer customer(Readable row) {
        UUID importId = row.get("import_id", UUID.class);
        UUID parent = row.get("parent_id", UUID.class);
        String address = row.get("address", String.class);
        String terms = row.get("terms", String.class);
        return new Customer(
                new CustomerId(requireNonNull(row.get("id", UUID.class))),
                new CustomerDetails(
                        row.get("external_id", String.class),
                        requireNonNull(row.get("name", String.class)),
                        CustomerKind.of(requireNonNull(row.get("kind", String.class))),
                        parent == null ? null : new CustomerId(parent),
                        row.get("language", String.class),
                        row.get("email", String.class),
                        row.get("tax_id", String.class),
                        address == null ? null : json.readValue(address, Address.class),
                        terms == null ? null : json.readTree(terms),
                        json.readValue(requireNonNull(row.get("metadata", String.class)), WORDS)),
                parent == null ? null : parent(parent, row.get("parent", String[].class)),
                importId == null ? null : new ImportId(importId),
                row.get("archived_at", Instant.class),
                new Version(requireNonNull(row.get("version", Integer.class))),
                requireNonNull(row.get("created_at", Instant.class)),
                requireNonNull(row.get("updated_at", Instant.class)));
    }

    /** Unseen by a contact, who is told of no group. */
    private static @Nullable CustomerName parent(UUID id, @Nullable String @Nullable [] named) {
        return named == null ? null : new CustomerName(new CustomerId(id), requireNonNull(named[0]), named[1]);
    }

    private static UUID[] uuids(Collection<CustomerId> ids) {
        return ids.stream().map(CustomerId::value).toArray(UUID[]::new);
    }
}
