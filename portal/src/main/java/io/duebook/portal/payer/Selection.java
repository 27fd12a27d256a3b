package io.duebook.portal.payer;

import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.CustomersApi.Line;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
            int claims = ids(statement.lines()).size();
            return new Selection("all", claims, Math.max(0, statement.balance()));
        }
        List<Line> whole = whole(statement, chosen);
        List<String> ids = ids(whole);
        return new Selection(
                ids, ids.size(), whole.stream().mapToLong(Line::open).reduce(0, Math::addExact));
    }

    /** With every part of what is due in parts: what is paid is a claim, and never one part of it. */
    static List<Line> whole(InCurrency statement, Collection<Line> lines) {
        Set<String> claims = lines.stream().map(Line::id).collect(Collectors.toSet());
        return statement.lines().stream()
                .filter(line -> claims.contains(line.id()))
                .toList();
    }

    private static List<String> ids(Collection<Line> lines) {
        return lines.stream().map(Line::id).distinct().sorted().toList();
    }

    boolean isEverything() {
        return items.equals("all");
    }

    boolean isPayable() {
        return sum > 0 && (isEverything() || count <= MOST);
    }
}
