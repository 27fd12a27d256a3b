package io.duebook.item;

import io.duebook.item.Touched.Side;
import io.duebook.ledger.Account;
import io.duebook.ledger.CurrencyPair;
import io.duebook.platform.Aftermath;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.tenant.Tenant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What claims and credits outside the tenant's base currency carry in it, and the difference that an allocation realises
 * (docs/decisions/0142). What begins is worth what the rate of its value date says; what lowers it takes its part in
 * proportion, rounded once, the last the rest; what takes a lowering back gives back exactly what that took, and what takes
 * a recovery back takes what that raised. Credit that passes between customers carries what it carried where it was. A
 * tenant that books in its own currency alone writes nothing.
 */
final class CarriedBase implements Aftermath<Tenant, Touched> {

    static final CarriedBase OF_TOUCHED = new CarriedBase();

    /** Of a movement {@code moved}: whether it raises a credit by what left another by the same entry. */
    private static final String PASSED = "moved.delta > 0 and moved.kind in ('transfer', 'paid_for_undone')";

    /** Of a movement {@code moved}: whether its write raises the same credit so. What lowers it comes after that. */
    private static final String RAISED_BY_PASSING = """
            exists (select from (select * from carried_moved) as other
                     where other.side = moved.side
                       and other.subject_id = moved.subject_id
                       and %s)""".formatted(PASSED.replace("moved.", "other."));

    private CarriedBase() {}

    @Override
    public Class<Tenant> given() {
        return Tenant.class;
    }

    @Override
    public Write of(Tenant tenant, List<Touched> touched) {
        Currency base = tenant.baseCurrency();
        List<Touched> others = touched.stream()
                .filter(one -> !one.currency().equals(base))
                .map(Touched::anyhow)
                .distinct()
                .toList();
        if (others.isEmpty()) {
            return Write.nothing();
        }
        return Write.all(
                moved(others),
                touched.stream().anyMatch(Touched::passes)
                        ? Write.all(
                                raised(others, base, "not (" + PASSED + ")"),
                                lowered("carried_lowered", "carried_raised", "not " + RAISED_BY_PASSING),
                                passed(),
                                lowered("carried_settled", "carried_passed", RAISED_BY_PASSING),
                                rows("carried_raised", "carried_lowered", "carried_passed", "carried_settled"))
                        : Write.all(
                                raised(others, base, "true"),
                                lowered("carried_lowered", "carried_raised", "true"),
                                rows("carried_raised", "carried_lowered")),
                differing(base),
                entries(),
                transfers(base),
                differences(base));
    }

    /** Which of their movements are new. */
    private static Write moved(List<Touched> touched) {
        return Write.part("carried_moved", """
                        select m.id, m.customer_id, m.kind, m.entry_id, m.part_of, m.reverses, m.currency, m.value_on,
                               asked.side, asked.id as subject_id, m.item_delta as delta
                          from unnest(:carried_moved_side, :carried_moved_id) as asked (side, id)
                          join movement m on m.tenant_id = :tenant and m.item_id = asked.id
                         where asked.side = 'item'
                           and m.item_delta <> 0
                           and not exists (select from carried_base known
                                            where known.tenant_id = :tenant
                                              and known.movement_id = m.id
                                              and known.side = asked.side)
                        union all
                        select m.id, m.customer_id, m.kind, m.entry_id, m.part_of, m.reverses, m.currency, m.value_on,
                               asked.side, asked.id, m.credit_delta
                          from unnest(:carried_moved_side, :carried_moved_id) as asked (side, id)
                          join movement m on m.tenant_id = :tenant and m.credit_id = asked.id
                         where asked.side = 'credit'
                           and m.credit_delta <> 0
                           and not exists (select from carried_base known
                                            where known.tenant_id = :tenant
                                              and known.movement_id = m.id
                                              and known.side = asked.side)
                        """)
                .column("carried_moved_side", String.class, touched, one -> code(one.side()))
                .column("carried_moved_id", UUID.class, touched, Touched::subject)
                .build();
    }

    /** What takes a lowering back gives back what that took; what begins is worth what the rate says. */
    private static Write raised(List<Touched> touched, Currency base, String which) {
        List<Currency> currencies =
                touched.stream().map(Touched::currency).distinct().toList();
        return Write.part("carried_raised", """
                        select moved.id, moved.side, moved.subject_id,
                               case when before.movement_id is not null then -before.amount
                                    when moved.reverses is not null then null
                                    else (select round(moved.delta * power(10::numeric, :carried_raised_own - c.digits)
                                                       * case when r.quote = c.code then 1 else r.rate end
                                                       / case when r.quote = c.code then r.rate else 1 end)
                                            from unnest(:carried_raised_code, :carried_raised_digits,
                                                        :carried_raised_pair) as c (code, digits, pair)
                                            join lateral (
                                                 select base, quote, rate
                                                   from exchange_rate
                                                  where tenant_id = :tenant
                                                    and pair = c.pair
                                                    and rate_on <= moved.value_on
                                                  order by rate_on desc, recorded_at desc, id desc
                                                  limit 1) as r on true
                                           where c.code = moved.currency)
                               end::bigint as amount
                          from carried_moved moved
                          left join carried_base before
                            on before.tenant_id = :tenant
                           and before.movement_id = coalesce(moved.reverses, (
                                   select gone.id
                                     from journal_entry back
                                     join movement gone on gone.tenant_id = :tenant
                                                       and gone.item_id = moved.subject_id
                                                       and gone.entry_id = back.reverses
                                    where back.tenant_id = :tenant
                                      and back.id = moved.entry_id
                                      and moved.kind = :carried_raised_passed_back))
                           and before.side = moved.side
                         where moved.delta > 0
                           and %s
                        """.formatted(which))
                .bind("carried_raised_passed_back", DebtTransfer.PASSED_BACK)
                .bind("carried_raised_own", base.digits())
                .column("carried_raised_code", String.class, currencies, Currency::code)
                .column("carried_raised_digits", Integer.class, currencies, Currency::digits)
                .column("carried_raised_pair", String.class, currencies, currency -> CurrencyPair.of(currency, base)
                        .code())
                .build();
    }

    /**
     * In proportion to what was there before them, one after the other. Before that, as long as something stays open, what
     * a recovery raised goes exactly as it came: by its own rate, not by that of the rest.
     */
    private static Write lowered(String part, String raised, String which) {
        return Write.part(
                        part,
                        """
                        select lowering.id, lowering.side, lowering.subject_id,
                               case when state.exactly and lowering.recovered is not null then -lowering.recovered
                                    when state.exactly
                                    then round((state.base - lowering.recovered_whole)
                                               * (lowering.others_until - lowering.amount)
                                               / (state.level - lowering.recovered_level))
                                         - round((state.base - lowering.recovered_whole) * lowering.others_until
                                                 / (state.level - lowering.recovered_level))
                                    else round(state.base * (lowering.until - lowering.amount) / state.level)
                                         - round(state.base * lowering.until / state.level)
                               end::bigint as amount
                          from (select moved.id, moved.side, moved.subject_id, -moved.delta as amount,
                                       recovery.amount as recovered,
                                       sum(-moved.delta) over one_after_the_other as until,
                                       sum(-moved.delta) filter (where recovery.amount is null)
                                           over one_after_the_other as others_until,
                                       sum(-moved.delta) over together as whole,
                                       coalesce(sum(-moved.delta) filter (where recovery.amount is not null)
                                                    over together, 0) as recovered_level,
                                       coalesce(sum(recovery.amount) over together, 0) as recovered_whole
                                  from carried_moved moved
                                  left join carried_base recovery
                                    on recovery.tenant_id = :tenant
                                   and recovery.movement_id = moved.reverses
                                   and recovery.side = moved.side
                                   and moved.kind = :?part_recovery
                                 where moved.delta < 0
                                   and ?which
                                window together as (partition by moved.side, moved.subject_id),
                                       one_after_the_other as (partition by moved.side, moved.subject_id
                                                               order by moved.id)) as lowering
                          left join open_item item
                            on item.tenant_id = :tenant
                           and item.id = lowering.subject_id
                           and lowering.side = 'item'
                          left join credit
                            on credit.tenant_id = :tenant
                           and credit.id = lowering.subject_id
                           and lowering.side = 'credit'
                         cross join lateral (
                               select coalesce(item.open, credit.unapplied) + lowering.whole as level,
                                      (select case when bool_and(part.amount is not null) then sum(part.amount) end
                                         from (select known.amount
                                                 from carried_base known
                                                where known.tenant_id = :tenant
                                                  and known.subject_id = lowering.subject_id
                                                  and known.side = lowering.side
                                               union all
                                               select raised.amount
                                                 from ?raised raised
                                                where raised.subject_id = lowering.subject_id
                                                  and raised.side = lowering.side) as part) as base) as carried
                         cross join lateral (
                               select carried.level, carried.base,
                                      lowering.recovered_level > 0
                                          and item.open > 0
                                          and carried.base >= lowering.recovered_whole as exactly) as state
                        """.replace("?part", part).replace("?raised", raised).replace("?which", which))
                .bind(part + "_recovery", Recoveries.UNDONE)
                .build();
    }

    /** What left one credit is what the other begins with, or has again. */
    private static Write passed() {
        return Write.part("carried_passed", """
                        select moved.id, moved.side, moved.subject_id, -worth.amount as amount
                          from carried_moved moved
                          join carried_moved gone
                            on gone.entry_id = moved.entry_id
                           and gone.side = moved.side
                           and gone.delta < 0
                          join carried_lowered worth
                            on worth.id = gone.id
                           and worth.side = gone.side
                         where moved.side = 'credit'
                           and %s
                        """.formatted(PASSED)).build();
    }

    private static Write rows(String... worths) {
        return Write.part("carried_row", """
                        insert into carried_base (tenant_id, movement_id, side, customer_id, subject_id, amount)
                        select :tenant, moved.id, moved.side, moved.customer_id, moved.subject_id, worth.amount
                          from carried_moved moved
                          join (%s) as worth
                            on worth.id = moved.id
                           and worth.side = moved.side
                        returning movement_id, side, amount
                        """.formatted(Stream.of(worths)
                        .map(worth -> "select id, side, amount from " + worth)
                        .collect(Collectors.joining(" union all "))))
                .build();
    }

    /** Allocations and their undoings of which both sides are known. */
    private static Write differing(Currency base) {
        return Write.part("carried_differing", """
                        select made.id, made.customer_id, made.credit_id, made.value_on, made.accounting_on,
                               made.recorded_at, made.reverses, taken.item_base, taken.credit_base, uuidv7() as entry_id
                          from (select distinct case when kind like 'exchange%' then part_of else id end as id
                                  from carried_moved
                                 where kind in ('allocation', 'allocation_undone', 'exchange', 'exchange_undone')) as one
                          join movement made on made.tenant_id = :tenant and made.id = one.id
                          left join movement exchanged
                            on exchanged.tenant_id = :tenant
                           and exchanged.part_of = made.id
                           and exchanged.kind in ('exchange', 'exchange_undone')
                          left join carried_row of_item
                            on of_item.movement_id = made.id
                           and of_item.side = 'item'
                          left join carried_row of_credit
                            on of_credit.movement_id = coalesce(exchanged.id, made.id)
                           and of_credit.side = 'credit'
                         cross join lateral (
                               select case when made.currency = :carried_differing_base then made.item_delta
                                           else of_item.amount end as item_base,
                                      case when coalesce(exchanged.currency, made.currency) = :carried_differing_base
                                           then coalesce(exchanged.credit_delta, made.credit_delta)
                                           else of_credit.amount end as credit_base) as taken
                         where taken.item_base is not null
                           and taken.credit_base is not null
                        """)
                .bind("carried_differing_base", base.code())
                .build();
    }

    private static Write entries() {
        return Write.part("carried_entry", """
                        insert into journal_entry (tenant_id, id, kind, source_kind, source_id, customer_id,
                                                   value_on, accounting_on, recorded_at, reverses)
                        select :tenant, d.entry_id,
                               case when d.reverses is null then :carried_entry_kind else :carried_entry_undone end,
                               c.kind, c.id, d.customer_id, d.value_on, d.accounting_on, d.recorded_at, before.entry_id
                          from carried_differing d
                          join credit c on c.tenant_id = :tenant and c.id = d.credit_id
                          left join exchange_difference before
                            on before.tenant_id = :tenant
                           and before.id = d.reverses
                         where d.item_base <> d.credit_base
                        """)
                .bind("carried_entry_kind", "exchange_difference")
                .bind("carried_entry_undone", "exchange_difference_undone")
                .build();
    }

    /** More money than the claim carried is a gain. */
    private static Write transfers(Currency base) {
        return Write.part("carried_transfer", """
                        insert into journal_transfer (tenant_id, entry_id, line, customer_id, debit_account, debit_of,
                                                      credit_account, credit_of, amount, currency)
                        select :tenant, entry_id, 1, customer_id,
                               case when gain > 0 then :carried_transfer_exchange else :carried_transfer_difference end,
                               '',
                               case when gain > 0 then :carried_transfer_difference else :carried_transfer_exchange end,
                               '', abs(gain), :carried_transfer_base
                          from (select entry_id, customer_id, item_base - credit_base as gain
                                  from carried_differing) as d
                         where gain <> 0
                        """)
                .bind("carried_transfer_exchange", Account.exchange().name())
                .bind(
                        "carried_transfer_difference",
                        Account.exchangeDifference().name())
                .bind("carried_transfer_base", base.code())
                .build();
    }

    private static Write differences(Currency base) {
        return Write.part("carried_difference", """
                        insert into exchange_difference (tenant_id, id, customer_id, entry_id, currency, credit_base,
                                                         item_base)
                        select :tenant, id, customer_id, case when item_base <> credit_base then entry_id end,
                               :carried_difference_base, credit_base, item_base
                          from carried_differing
                        """)
                .bind("carried_difference_base", base.code())
                .build();
    }

    private static String code(Side side) {
        return switch (side) {
            case ITEM -> "item";
            case CREDIT -> "credit";
        };
    }
}
