package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.platform.Ids;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One change of what a customer owes or has in credit. An allocation lowers both sides alike. */
record Movement(
        UUID id,
        CustomerId customer,
        String kind,
        UUID entry,
        @Nullable UUID item,
        @Nullable UUID credit,
        String currency,
        long itemDelta,
        long creditDelta,
        LocalDate valueOn,
        LocalDate accountingOn,
        @Nullable UUID reverses) {

    static Movement opens(NewItem item) {
        return opens(item, item.issuedOn());
    }

    static Movement opens(NewItem item, LocalDate on) {
        return new Movement(
                Ids.next(),
                item.customer(),
                item.kind().code(),
                item.entry(),
                item.id(),
                null,
                item.amount().currency().code(),
                item.amount().amount(),
                0,
                on,
                on,
                null);
    }

    static Movement receives(NewCredit credit) {
        return new Movement(
                Ids.next(),
                credit.customer(),
                credit.kind().code(),
                credit.entry(),
                null,
                credit.id(),
                credit.amount().currency().code(),
                0,
                credit.amount().amount(),
                credit.valueOn(),
                credit.accountingOn(),
                null);
    }

    static Movement allocates(Allocation made) {
        long lower = -made.amount().amount();
        // Money of another currency is lowered by the exchange.
        long ofCredit = made.exchange() == null ? lower : 0;
        return new Movement(
                made.id(),
                made.customer(),
                "allocation",
                made.entry(),
                made.item(),
                made.credit(),
                made.amount().currency().code(),
                lower,
                ofCredit,
                made.valueOn(),
                made.accountingOn(),
                null);
    }

    static Movement undoes(AllocationUndo undo) {
        MadeAllocation made = undo.made();
        long back = made.amount().amount();
        long ofCredit = made.exchange() == null ? back : 0;
        return new Movement(
                undo.id(),
                made.customer(),
                "allocation_undone",
                undo.entry(),
                made.item(),
                made.credit(),
                made.amount().currency().code(),
                back,
                ofCredit,
                undo.on(),
                undo.on(),
                made.id());
    }

    /** Credit that goes, or comes, without an item. */
    static Movement ofCredit(String kind, Credit credit, UUID entry, long creditDelta, LocalDate on) {
        return new Movement(
                Ids.next(),
                credit.customer(),
                kind,
                entry,
                null,
                credit.id(),
                credit.amount().currency().code(),
                0,
                creditDelta,
                on,
                on,
                null);
    }

    /** Money given back is credit again and owed at once: the balance stays. */
    static Movement reclaims(NewItem owed, Credit credit) {
        return new Movement(
                Ids.next(),
                owed.customer(),
                "refund_reclaimed",
                owed.entry(),
                owed.id(),
                credit.id(),
                owed.amount().currency().code(),
                owed.amount().amount(),
                owed.amount().amount(),
                owed.issuedOn(),
                owed.issuedOn(),
                null);
    }

    /** The money of a receipt, given or taken back: what it did last is undone. */
    static Movement ofReceipt(String kind, Receipt receipt, UUID entry, long creditDelta, LocalDate on) {
        return new Movement(
                Ids.next(),
                receipt.credit().customer(),
                kind,
                entry,
                null,
                receipt.credit().id(),
                receipt.credit().amount().currency().code(),
                0,
                creditDelta,
                on,
                on,
                receipt.movement());
    }

    /** The movements as one part of a write, under a name of the caller's choice. */
    static Write write(String part, List<Movement> movements) {
        if (movements.isEmpty()) {
            return Write.nothing();
        }
        String parameters = ":" + part + "_";
        return Write.part(part, """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses)
                        select :tenant, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                               item_delta, credit_delta, value_on, %s, :recorded_at, reverses
                          from unnest(?id, ?customer, ?kind, ?entry, ?item, ?credit, ?currency, ?item_delta,
                                      ?credit_delta, ?value_on, ?accounting_on, ?reverses)
                            as row (id, customer_id, kind, entry_id, item_id, credit_id, currency, item_delta,
                                    credit_delta, value_on, accounting_on, reverses)
                        """.formatted(FirstOpenDay.notBefore("accounting_on"))
                        .replace("?", parameters))
                .column(part + "_id", UUID.class, movements, Movement::id)
                .column(part + "_customer", UUID.class, movements, movement -> movement.customer()
                        .value())
                .column(part + "_kind", String.class, movements, Movement::kind)
                .column(part + "_entry", UUID.class, movements, Movement::entry)
                .column(part + "_item", UUID.class, movements, Movement::item)
                .column(part + "_credit", UUID.class, movements, Movement::credit)
                .column(part + "_currency", String.class, movements, Movement::currency)
                .column(part + "_item_delta", Long.class, movements, Movement::itemDelta)
                .column(part + "_credit_delta", Long.class, movements, Movement::creditDelta)
                .column(part + "_value_on", LocalDate.class, movements, Movement::valueOn)
                .column(part + "_accounting_on", LocalDate.class, movements, Movement::accountingOn)
                .column(part + "_reverses", UUID.class, movements, Movement::reverses)
                .build();
    }
}
