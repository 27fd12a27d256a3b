package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.ledger.Ledger;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.Money;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claims that end without being paid: written off (the claim remains, off the books) or waived (it ends). Whoever
 * writes holds the customer's lock.
 */
@Component
class Claims {

    /** How claims end without money by somebody's word, and how that is taken back or paid after all. */
    private static final String GIVEN_UP =
            "('write_off', 'waiver', 'deduction', 'write_off_undone', 'waiver_undone', 'deduction_undone', "
                    + "'recovery', 'recovery_undone')";

    private final Database database;
    private final Items items;
    private final Ledger ledger;
    private final JsonMapper json;

    Claims(Database database, Items items, Ledger ledger, JsonMapper json) {
        this.database = database;
        this.items = items;
        this.ledger = ledger;
        this.json = json;
    }

    /**
     * How much of a claim ends, and when.
     *
     * @param amount in minor units of the claim's currency, positive; null: all that is left
     * @param on null: today
     */
    record Asked(@Nullable Long amount, @Nullable LocalDate on) {}

    /**
     * What ended, and what is to be written for it together with the command's own rows.
     *
     * @param movement that ends it
     */
    record Ended(UUID movement, OpenItem item, Money amount, LocalDate on, Write write) {}

    /**
     * Takes what is open of a claim, or a part of it, off the books. Empty where there is no such claim.
     *
     * @param taxRelief whether its tax part is got back
     * @throws ClaimRefused if more is asked than is open, or on a day when it was not, or on one to come
     */
    Mono<Ended> writeOff(UUID id, Asked asked, LocalDate today, boolean taxRelief) {
        return claim(id).map(claim -> {
            long part = part(asked, claim.open());
            return ended(ClaimEnding.writeOff(claim, part, day(claim, part, asked, today), taxRelief), part);
        });
    }

    /**
     * Ends a claim or a part of it: first what is open, then what is off the books. Empty where there is no such claim.
     *
     * @throws ClaimRefused if more is asked than is left, or on a day when it was not, or on one to come
     */
    Mono<Ended> waive(UUID id, Asked asked, LocalDate today) {
        return claim(id).map(claim -> {
            long part = part(asked, Math.addExact(claim.open(), claim.off().amount()));
            return ended(ClaimEnding.waiver(claim, part, day(claim, part, asked, today)), part);
        });
    }

    /**
     * The same of a part that is known to be left, on the first day from the given one on which it was.
     *
     * @param part in minor units, positive
     */
    Mono<Ended> waiveFrom(UUID id, long part, LocalDate on) {
        return claim(id).map(claim -> {
            LocalDate earliest = earliest(claim, part);
            return ended(ClaimEnding.waiver(claim, part, earliest.isAfter(on) ? earliest : on), part);
        });
    }

    /**
     * What was written off, waived or withheld of each of these claims before and not paid after all, in minor units; none
     * where nothing was.
     */
    Mono<Map<UUID, Long>> endedBefore(Collection<UUID> ids) {
        return database.sql("""
                        select m.item_id, -sum(m.item_delta)::bigint as ended_before
                          from movement m
                         where m.tenant_id = :tenant
                           and m.item_id = any(:ids)
                           and m.kind in %s
                         group by m.item_id
                        """.formatted(GIVEN_UP))
                .bind("ids", ids.toArray(UUID[]::new))
                .all(Row::new)
                .collectMap(row -> row.uuid("item_id"), row -> row.minor("ended_before"));
    }

    private static long part(Asked asked, long left) {
        if (left == 0) {
            throw ClaimRefused.nothingLeft();
        }
        if (asked.amount() != null && asked.amount() > left) {
            throw ClaimRefused.tooMuch(left);
        }
        return asked.amount() == null ? left : asked.amount();
    }

    /** Never before the part was there, by either date; of a claim issued for a later day, not before that. */
    private static LocalDate day(Claim claim, long part, Asked asked, LocalDate today) {
        return PossibleDays.from(earliest(claim, part), today)
                .choose(asked.on(), ClaimRefused::tooEarly, ClaimRefused::notYet);
    }

    private static LocalDate earliest(Claim claim, long part) {
        long open = Math.min(part, claim.open());
        List<Change> history = claim.item().history();
        LocalDate free = AllocationDate.freeFrom(
                history,
                Change::accountingOn,
                open,
                AllocationDate.freeFrom(
                        history, Change::valueOn, open, claim.item().issuedOn()));
        return claim.off().freeFrom(part - open, free);
    }

    private Ended ended(ClaimEnding ending, long part) {
        return new Ended(
                ending.movement(),
                ending.claim().item(),
                new Money(part, ending.claim().item().amount().currency()),
                ending.on(),
                Write.all(
                                movement(ending),
                                relief(ending),
                                ItemRows.change(Map.of(
                                        ending.claim().item().id(),
                                        new ItemChange(-ending.open(), ending.writtenOff()))),
                                ledger.post(ending.posting()))
                        .recordedNotBefore(ending.claim().item().recordedAt())
                        .with(
                                CarriedBase.OF_TOUCHED,
                                List.of(Touched.item(
                                        ending.claim().item().id(),
                                        ending.claim().item().open()))));
    }

    private Mono<Claim> claim(UUID id) {
        return items.find(List.of(id)).next().flatMap(item -> database.sql("""
                                select i.taxes::text as taxes,
                                       (select coalesce(jsonb_agg(credited), '[]')::text
                                          from (select c.rate, sum(c.net) as net, sum(c.tax) as tax
                                                  from claim_credited c
                                                 where c.tenant_id = :tenant
                                                   and c.item_id = i.id
                                                 group by c.rate) as credited) as credited,
                                       (select coalesce(jsonb_agg(discounted), '[]')::text
                                          from (select d.rate, sum(d.net) as net, sum(d.tax) as tax
                                                  from claim_discounted d
                                                 where d.tenant_id = :tenant
                                                   and d.item_id = i.id
                                                 group by d.rate) as discounted) as discounted
                                  from open_item i
                                 where i.tenant_id = :tenant
                                   and i.id = :id
                                """)
                .bind("id", id)
                .one(row -> new Claim(
                        item, TaxPart.less(parts(row, "taxes"), parts(row, "credited")), parts(row, "discounted"))));
    }

    private List<TaxPart> parts(Readable row, String column) {
        return json.readTree(Objects.requireNonNull(row.get(column, String.class)))
                .valueStream()
                .map(rate -> new TaxPart(
                        rate.path("rate").decimalValue(),
                        rate.path("net").asLong(),
                        rate.path("tax").asLong()))
                .toList();
    }

    private static Write movement(ClaimEnding ending) {
        return Write.part("claim_movement", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, currency, item_delta,
                                              credit_delta, written_off_delta, value_on, accounting_on, recorded_at)
                        values (:tenant, :claim_movement_id, :claim_movement_customer, :claim_movement_kind,
                                :claim_movement_entry, :claim_movement_item, :claim_movement_currency,
                                -:claim_movement_open::bigint, 0, :claim_movement_written_off, :claim_movement_on,
                                %s, :recorded_at)
                        """.formatted(FirstOpenDay.notBefore(":claim_movement_on")))
                .bind("claim_movement_id", ending.movement())
                .bind(
                        "claim_movement_customer",
                        ending.claim().item().customer().value())
                .bind("claim_movement_kind", ending.kind())
                .bind("claim_movement_entry", ending.entry())
                .bind("claim_movement_item", ending.claim().item().id())
                .bind(
                        "claim_movement_currency",
                        ending.claim().item().amount().currency().code())
                .bind("claim_movement_open", ending.open())
                .bind("claim_movement_written_off", ending.writtenOff())
                .bind("claim_movement_on", ending.on())
                .build();
    }

    private static Write relief(ClaimEnding ending) {
        List<Map.Entry<BigDecimal, Long>> rates = List.copyOf(ending.relief().entrySet());
        return rates.isEmpty()
                ? Write.nothing()
                : Write.part("claim_relief", """
                        insert into tax_relief (tenant_id, movement_id, rate, customer_id, item_id, amount)
                        select :tenant, :claim_relief_movement, rate, :claim_relief_customer, :claim_relief_item, amount
                          from unnest(:claim_relief_rate, :claim_relief_amount) as row (rate, amount)
                        """)
                        .bind("claim_relief_movement", ending.movement())
                        .bind(
                                "claim_relief_customer",
                                ending.claim().item().customer().value())
                        .bind("claim_relief_item", ending.claim().item().id())
                        .column("claim_relief_rate", BigDecimal.class, rates, Map.Entry::getKey)
                        .column("claim_relief_amount", Long.class, rates, Map.Entry::getValue)
                        .build();
    }
}
