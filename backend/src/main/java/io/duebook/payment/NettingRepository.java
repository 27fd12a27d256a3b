package io.duebook.payment;

import io.duebook.item.NetPart;
import io.duebook.item.OpenItem;
import io.duebook.payment.NettingView.NettedItemView;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.NettingId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nettings in the database. */
@Repository
class NettingRepository {

    private static final String NETTING = """
            select n.id, n.customer_id, c.name as customer_name, c.external_id as customer_external_id, n.external_id,
                   n.currency, n.amount, n.netted_on, n.reason, n.reversed_on, n.created_at,
                   (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'entry', p.entry_id, 'item', p.item_id,
                               'kind', i.kind, 'number', i.number, 'amount', p.amount, 'undone',
                               exists (select from movement r
                                        where r.tenant_id = :tenant
                                          and r.reverses = p.id)) order by p.id), '[]')::text
                      from netting_part p
                      join open_item i on i.tenant_id = :tenant and i.id = p.item_id
                     where p.tenant_id = :tenant
                       and p.netting_id = n.id) as items
              from netting n
              join customer c on c.tenant_id = :tenant and c.id = n.customer_id
             where n.tenant_id = :tenant
            """;

    private final Database database;
    private final JsonMapper json;

    NettingRepository(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Write insert(Netting netting) {
        List<Netting> row = List.of(netting);
        return Write.part("netting_row", """
                        insert into netting (tenant_id, id, customer_id, external_id, currency, amount, netted_on,
                                             reason, created_at)
                        select :tenant, id, :netting_row_customer, external_id, :netting_row_currency,
                               :netting_row_amount, :netting_row_on, :netting_row_reason, :now
                          from unnest(:netting_row_id, :netting_row_external_id) as row (id, external_id)
                        """)
                .column("netting_row_id", UUID.class, row, one -> one.id().value())
                .column("netting_row_external_id", String.class, row, Netting::externalId)
                .bind("netting_row_customer", netting.customer().value())
                .bind("netting_row_currency", netting.amount().currency().code())
                .bind("netting_row_amount", netting.amount().amount())
                .bind("netting_row_on", netting.on())
                .bind("netting_row_reason", netting.reason())
                .build()
                .and(parts(netting));
    }

    private static Write parts(Netting netting) {
        return Write.part("netting_parts", """
                        insert into netting_part (tenant_id, id, customer_id, netting_id, item_id, entry_id, amount)
                        select :tenant, id, :netting_parts_customer, :netting_parts_of, item_id, entry_id, amount
                          from unnest(:netting_parts_id, :netting_parts_item, :netting_parts_entry,
                                      :netting_parts_amount) as row (id, item_id, entry_id, amount)
                        """)
                .column("netting_parts_id", UUID.class, netting.parts(), NetPart::id)
                .column("netting_parts_item", UUID.class, netting.parts(), NetPart::item)
                .column("netting_parts_entry", UUID.class, netting.parts(), NetPart::entry)
                .column("netting_parts_amount", Long.class, netting.parts(), NetPart::amount)
                .bind("netting_parts_customer", netting.customer().value())
                .bind("netting_parts_of", netting.id().value())
                .build();
    }

    /** Only for one whose customer is locked, and that stands. */
    Write reverse(NettingId id, LocalDate on) {
        return Write.part("netting_reverse", """
                        update netting
                           set reversed_on = :netting_reverse_on
                         where tenant_id = :tenant
                           and id = :netting_reverse_id
                        """)
                .bind("netting_reverse_on", on)
                .bind("netting_reverse_id", id.value())
                .build();
    }

    /** With the parts that stand: the undo of an import may have taken back some of them. */
    Mono<Netting> find(NettingId id) {
        return database.sql(NETTING + " and n.id = :id")
                .bind("id", id.value())
                .one(columns -> netting(new Row(columns)));
    }

    Mono<NettingView> view(NettingId id) {
        return database.sql(NETTING + " and n.id = :id").bind("id", id.value()).one(columns -> view(new Row(columns)));
    }

    /** Newest first. */
    Flux<NettingView> list(@Nullable CustomerId customer, @Nullable Cursor after, int rows) {
        return Listing.of(database, NETTING)
                .where("n.customer_id = :customer", customer)
                .newestFirst("n.id", after, rows)
                .all(columns -> view(new Row(columns)));
    }

    private Netting netting(Row row) {
        return new Netting(
                new NettingId(row.uuid("id")),
                new CustomerId(row.uuid("customer_id")),
                row.textIfAny("external_id"),
                new Money(row.minor("amount"), row.currency("currency")),
                row.date("netted_on"),
                row.text("reason"),
                List.copyOf(json.readTree(row.text("items")).values()).stream()
                        .filter(part -> !part.path("undone").asBoolean())
                        .map(NettingRepository::part)
                        .toList(),
                row.dateIfAny("reversed_on"));
    }

    private NettingView view(Row row) {
        return new NettingView(
                new NettingId(row.uuid("id")),
                row.textIfAny("external_id"),
                new PaymentView.CustomerName(
                        new CustomerId(row.uuid("customer_id")),
                        row.text("customer_name"),
                        row.textIfAny("customer_external_id")),
                row.currency("currency"),
                row.minor("amount"),
                row.date("netted_on"),
                List.copyOf(json.readTree(row.text("items")).values()).stream()
                        .map(NettingRepository::item)
                        .toList(),
                row.text("reason"),
                row.dateIfAny("reversed_on"),
                row.moment("created_at"));
    }

    private static NetPart part(JsonNode part) {
        return new NetPart(
                UUID.fromString(part.path("id").asString()),
                UUID.fromString(part.path("entry").asString()),
                UUID.fromString(part.path("item").asString()),
                part.path("amount").asLong());
    }

    private static NettedItemView item(JsonNode part) {
        return new NettedItemView(
                OpenItem.Kind.of(part.path("kind").asString())
                        .idOf(UUID.fromString(part.path("item").asString())),
                part.path("number").asString(),
                part.path("amount").asLong(),
                part.path("undone").asBoolean());
    }
}
