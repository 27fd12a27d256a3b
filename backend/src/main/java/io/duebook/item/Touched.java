package io.duebook.item;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A claim or credit that a write moves: what it carries in the tenant's base currency moves with it.
 *
 * @param passes whether what moves there may have left another credit, and carries what that carried
 */
record Touched(Side side, UUID subject, Currency currency, boolean passes) {

    enum Side {
        ITEM,
        CREDIT
    }

    static Touched item(UUID item, Money amount) {
        return new Touched(Side.ITEM, item, amount.currency(), false);
    }

    static Touched credit(UUID credit, Money amount) {
        return new Touched(Side.CREDIT, credit, amount.currency(), false);
    }

    /** Credit that passes to another customer, or comes back. */
    static Touched passing(UUID credit, Money amount) {
        return new Touched(Side.CREDIT, credit, amount.currency(), true);
    }

    /** Whatever moves there. */
    Touched anyhow() {
        return new Touched(side, subject, currency, false);
    }

    static Stream<Touched> by(Allocation made) {
        return Stream.of(item(made.item(), made.amount()), credit(made.credit(), made.money()));
    }

    static Stream<Touched> by(AllocationUndo undo) {
        MadeAllocation made = undo.made();
        return Stream.of(item(made.item(), made.amount()), credit(made.credit(), made.money()));
    }

    @SafeVarargs
    static List<Touched> all(Stream<Touched>... some) {
        return Stream.of(some).flatMap(touched -> touched).distinct().toList();
    }
}
