package io.duebook.item;

import io.duebook.platform.Row;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An allocation as the books hold it.
 *
 * @param entry the journal entry that made it
 * @param recordedAt when its item or its credit was last changed
 * @param reversedOn the day on which it was taken back, if it was
 * @param recovery what it recovered of a written-off claim, if it did
 * @param discount what its money earned for coming early, if it did
 * @param amount in the claim's currency
 * @param exchange what it took of money of another currency, if it did
 * @param differences small differences and deductions that were taken with it
 */
public record MadeAllocation(
        UUID id,
        UUID entry,
        UUID item,
        OpenItem.Kind itemKind,
        UUID credit,
        Credit.Kind creditKind,
        CustomerId customer,
        Money amount,
        LocalDate valueOn,
        LocalDate accountingOn,
        Instant recordedAt,
        @Nullable LocalDate reversedOn,
        @Nullable MadeRecovery recovery,
        @Nullable MadeDiscount discount,
        @Nullable MadeExchange exchange,
        List<MadeDifference> differences) {

    /** What {@link #of} reads, of allocations {@code a}: a condition on them may follow. */
    static final String MADE = """
            select a.id, a.entry_id, a.item_id, i.kind as item_kind, a.credit_id, c.kind as credit_kind,
                   a.customer_id, a.currency, -a.item_delta as amount, a.value_on, a.accounting_on,
                   (select max(m.recorded_at)
                      from movement m
                     where m.tenant_id = :tenant
                       and (m.item_id = a.item_id or m.credit_id = a.credit_id)) as recorded_at,
                   (select undone.accounting_on
                      from movement undone
                     where undone.tenant_id = :tenant
                       and undone.reverses = a.id) as reversed_on,
                   r.id as recovery_id, r.entry_id as recovery_entry_id, r.item_delta as recovered,
                   d.id as discount_id, d.entry_id as discount_entry_id, -d.item_delta as discounted,
                   array(select concat_ws(' ', t.rate, t.net, t.tax)
                           from claim_discounted t
                          where t.tenant_id = :tenant
                            and t.movement_id = d.id
                          order by t.rate) as discounted_taxes,
                   e.id as exchange_id, e.entry_id as exchange_entry_id, -e.credit_delta as exchanged,
                   c.currency as money_currency,
                   case when e.id is not null
                        then array(select concat_ws(' ', s ->> 'base', s ->> 'quote', s ->> 'rate', s ->> 'on')
                                     from allocation_exchange by_rate
                                    cross join jsonb_array_elements(by_rate.steps) as s
                                    where by_rate.tenant_id = :tenant
                                      and by_rate.id = e.id)
                   end as exchange_steps,
                   array(select concat_ws(' ', x.id, x.entry_id, x.kind, -x.item_delta, -x.credit_delta)
                           from movement x
                          where x.tenant_id = :tenant
                            and x.part_of = a.id
                            and x.kind in ('rounding', 'deduction')
                          order by x.id) as differences
              from movement a
              join open_item i on i.tenant_id = :tenant and i.id = a.item_id
              join credit c on c.tenant_id = :tenant and c.id = a.credit_id
              left join movement r on r.tenant_id = :tenant and r.part_of = a.id and r.kind = 'recovery'
              left join movement d on d.tenant_id = :tenant and d.part_of = a.id and d.kind = 'discount'
              left join movement e on e.tenant_id = :tenant and e.part_of = a.id and e.kind = 'exchange'
             where a.tenant_id = :tenant
               and a.kind = 'allocation'
            """;

    static MadeAllocation of(Row row) {
        UUID recovery = row.uuidIfAny("recovery_id");
        UUID discount = row.uuidIfAny("discount_id");
        Currency currency = row.currency("currency");
        return new MadeAllocation(
                row.uuid("id"),
                row.uuid("entry_id"),
                row.uuid("item_id"),
                OpenItem.Kind.of(row.text("item_kind")),
                row.uuid("credit_id"),
                Credit.Kind.of(row.text("credit_kind")),
                new CustomerId(row.uuid("customer_id")),
                new Money(row.minor("amount"), currency),
                row.date("value_on"),
                row.date("accounting_on"),
                row.moment("recorded_at"),
                row.dateIfAny("reversed_on"),
                recovery == null
                        ? null
                        : new MadeRecovery(recovery, row.uuid("recovery_entry_id"), row.minor("recovered")),
                discount == null
                        ? null
                        : new MadeDiscount(
                                discount,
                                row.uuid("discount_entry_id"),
                                row.minor("discounted"),
                                TaxPart.parse(row.texts("discounted_taxes"))),
                exchange(row, currency),
                Arrays.stream(row.texts("differences"))
                        .map(MadeDifference::parse)
                        .toList());
    }

    private static @Nullable MadeExchange exchange(Row row, Currency claimed) {
        UUID exchange = row.uuidIfAny("exchange_id");
        if (exchange == null) {
            return null;
        }
        Currency money = row.currency("money_currency");
        return new MadeExchange(
                exchange,
                row.uuid("exchange_entry_id"),
                new Money(row.minor("exchanged"), money),
                Exchange.rate(claimed, money, row.texts("exchange_steps")));
    }

    public boolean reversed() {
        return reversedOn != null;
    }

    /** What its money earned for coming early, in minor units. */
    public long discounted() {
        return discount == null ? 0 : discount.amount();
    }

    /** The amount in the credit's currency. */
    Money money() {
        return exchange == null ? amount : exchange.taken();
    }

    /** What left the credit for it, in minor units of its currency: its amount, and what of it was paid too much. */
    public long taken() {
        return money().amount()
                + differences.stream().mapToLong(MadeDifference::ofCredit).sum();
    }

    /** What a part of it, in minor units of the claim's currency, gives free of the credit, in the credit's. */
    public long freedBy(long part) {
        return exchange == null ? part : exchange.freedBy(part, amount.amount());
    }

    /** The part of it, in minor units of the claim's currency, that gives so much of the credit free; at most all. */
    public long partThatFrees(long money) {
        return exchange == null ? Math.min(money, amount.amount()) : exchange.partThatFrees(money, amount.amount());
    }

    /** What of its item need not be paid besides, for small differences and deductions, in minor units. */
    long spared() {
        return differences.stream().mapToLong(MadeDifference::ofItem).sum();
    }

    /** Small differences: positive where too little was paid, negative where too much was, in minor units. */
    public long rounded() {
        return differences.stream()
                .filter(difference -> difference.kind().equals(Difference.ROUNDING))
                .mapToLong(difference -> difference.ofItem() - difference.ofCredit())
                .sum();
    }

    /** What the payer withheld, in minor units. */
    public long deducted() {
        return differences.stream()
                .filter(difference -> difference.kind().equals(Difference.DEDUCTION))
                .mapToLong(MadeDifference::ofItem)
                .sum();
    }

    /** The payment or credit note by the id the API knows it by. */
    public PublicId source() {
        return creditKind.idOf(credit);
    }

    /** The item by the id the API knows it by. */
    public PublicId claim() {
        return itemKind.idOf(item);
    }
}
