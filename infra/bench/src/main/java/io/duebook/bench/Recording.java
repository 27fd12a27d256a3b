package io.duebook.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that commands of the API wrote in their transactions, as a pattern: what was the recorded command's own (its
 * ids, its customer, its moment) is marked, so that the same rows can be written again for others.
 *
 * @param newIds how many ids the commands made
 */
record Recording(List<Change> changes, int newIds) {

    /** A table as the catalog describes it. */
    record Table(String name, List<Column> columns, List<String> key) {}

    /** @param type as the server writes it */
    record Column(String name, String type) {}

    /** One row, new or changed. */
    sealed interface Change {
        Table table();
    }

    /** A new row. */
    record Insert(Table table, Map<String, Value> values) implements Change {}

    /** A row that was there before: which one, and what became different. */
    record Update(Table table, Map<String, Value> key, Map<String, Value> set, Map<String, Long> added)
            implements Change {}

    /** What stands in a column. */
    sealed interface Value {}

    /** The same in every copy. */
    record Fixed(@Nullable String text) implements Value {}

    record OfTenant() implements Value {}

    record OfCustomer() implements Value {}

    /** The customer's public id. */
    record OfCustomerShown() implements Value {}

    /** The open item that the command found. */
    record OfItem() implements Value {}

    /** One of the ids that the command made. */
    record NewId(int at) implements Value {}

    /** The public form of such an id. */
    record NewIdShown(String prefix, int at) implements Value {}

    /** The document's number. */
    record NewNumber() implements Value {}

    /** The command's idempotency key. */
    record NewKey() implements Value {}

    /** The moment of writing. */
    record Now() implements Value {}

    List<Insert> inserts() {
        return changes.stream()
                .filter(Insert.class::isInstance)
                .map(Insert.class::cast)
                .toList();
    }

    List<Update> updates() {
        return changes.stream()
                .filter(Update.class::isInstance)
                .map(Update.class::cast)
                .toList();
    }

    /** How many rows of each table, changed ones marked. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Change change : changes) {
            String name = change.table().name() + (change instanceof Update ? " (changed)" : "");
            counts.merge(name, 1, Integer::sum);
        }
        return counts;
    }
}
