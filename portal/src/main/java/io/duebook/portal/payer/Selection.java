package io.duebook.portal.payer;

import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.CustomersApi.Line;
import java.util.Collection;
import java.util.List;

/**
 * What a payer is about to pay: chosen claims, or everything.
 *
 * @param items what the API is asked for: ids, or {@code "all"}
 * @param sum in minor units; of everything it is net of unapplied credit
 */
record Selection(Object items, int count, long sum) {

    /** More than this at once the API does not take. */
    static final int MOST = 500;

    static Selection of(InCurrency statement, Collection<Line> chosen) {
        if (chosen.isEmpty()) {
            return new Selection("all", statement.lines().size(), Math.max(0, statement.balance()));
        }
        List<String> ids = chosen.stream().map(Line::id).sorted().toList();
        return new Selection(
                ids, ids.size(), chosen.stream().mapToLong(Line::open).reduce(0, Math::addExact));
    }

    boolean isEverything() {
        return items.equals("all");
    }

    boolean isPayable() {
        return sum > 0 && (isEverything() || count <= MOST);
    }
}
