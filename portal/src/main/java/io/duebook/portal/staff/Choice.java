package io.duebook.portal.staff;

import io.duebook.portal.api.CustomersApi;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim that an amount may be laid on.
 *
 * @param most of it that can be, in minor units
 * @param daysPastDue null where that does not matter
 * @param owner whose it is, where that is another customer of the group
 */
record Choice(
        String id,
        String number,
        long most,
        @Nullable Long daysPastDue,
        @Nullable String owner) {

    Choice(String id, String number, long most, @Nullable Long daysPastDue) {
        this(id, number, most, daysPastDue, null);
    }

    Choice of(String customer) {
        return new Choice(id, number, most, daysPastDue, customer);
    }

    /** Those of a customer in a currency, the oldest first. */
    static List<Choice> in(CustomersApi.OpenItems open, String currency) {
        return open.currencies().stream()
                .filter(in -> in.currency().equals(currency))
                .flatMap(in -> all(in.lines()).stream())
                .toList();
    }

    /** One of each claim, also where it is due in parts: all that is open, and the days past due of the earliest. */
    static List<Choice> all(Collection<CustomersApi.Line> lines) {
        var claims = new LinkedHashMap<String, Choice>();
        for (CustomersApi.Line line : lines) {
            Choice before = claims.get(line.id());
            claims.put(
                    line.id(),
                    new Choice(
                            line.id(),
                            line.number(),
                            before == null ? line.open() : Math.addExact(before.most(), line.open()),
                            before == null || before.daysPastDue() == null
                                    ? line.daysPastDue()
                                    : Math.max(before.daysPastDue(), line.daysPastDue())));
        }
        return List.copyOf(claims.values());
    }
}
