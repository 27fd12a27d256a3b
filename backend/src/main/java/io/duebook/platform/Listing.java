package io.duebook.platform;

import io.duebook.shared.PublicId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list that a client narrows and reads page by page: a statement, the conditions that were asked for, and an order. A page
 * begins behind the last row of the page before it, never at an offset.
 */
public final class Listing {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):(\\w+)");

    private final Database database;
    private final String text;
    private final Map<String, Object> asked;

    private Listing(Database database, String text, Map<String, Object> asked) {
        this.database = database;
        this.text = text;
        this.asked = asked;
    }

    /** @param statement that ends in a condition: others follow */
    public static Listing of(Database database, String statement) {
        return new Listing(database, statement, Map.of());
    }

    /** @param condition that names no parameter, or a standard one */
    public Listing where(String condition) {
        return new Listing(database, text + " and " + condition, asked);
    }

    /**
     * Narrows it where a client asked for that.
     *
     * @param condition names the one parameter that the value is bound to
     * @param value null: was not asked for
     */
    public Listing where(String condition, @Nullable Object value) {
        return value == null ? this : where(condition).with(parameter(condition), value);
    }

    private static String parameter(String condition) {
        Matcher named = PARAMETER.matcher(condition);
        // The tenant is bound by itself.
        while (named.find()) {
            if (!named.group(1).equals("tenant")) {
                return named.group(1);
            }
        }
        throw new IllegalArgumentException("a condition without a parameter: " + condition);
    }

    private Listing with(String parameter, Object value) {
        var more = new LinkedHashMap<>(asked);
        more.put(parameter, value instanceof PublicId id ? id.value() : value);
        return new Listing(database, text, more);
    }

    /** @param id the column of the ids, which grow with time */
    public Database.Query newestFirst(String id, @Nullable Cursor after, int rows) {
        Listing rest = after == null ? this : where(id + " < :after_id").with("after_id", after.uuid());
        return rest.ordered(id + " desc", rows);
    }

    public Database.Query earliestDayFirst(String day, String id, @Nullable Cursor after, int rows) {
        return behind("(%s, %s) > (:after_on, :after_id)".formatted(day, id), after)
                .ordered("%s, %s".formatted(day, id), rows);
    }

    public Database.Query latestDayFirst(String day, String id, @Nullable Cursor after, int rows) {
        return behind("(%s, %s) < (:after_on, :after_id)".formatted(day, id), after)
                .ordered("%s desc, %s desc".formatted(day, id), rows);
    }

    private Listing behind(String condition, @Nullable Cursor after) {
        return after == null
                ? this
                : where(condition).with("after_on", after.day()).with("after_id", after.uuid());
    }

    /**
     * What changed since, in the order of the changes.
     *
     * @param table the name by which the statement knows what has {@code updated_at} and {@code id}
     */
    public Database.Query changedSince(Instant since, String table, @Nullable Cursor after, int rows) {
        Listing changed = where(table + ".updated_at >= :updated_since", since);
        Listing rest = after == null
                ? changed
                : changed.where("(%1$s.updated_at, %1$s.id) > (:after_at, :after_id)".formatted(table))
                        .with("after_at", after.moment())
                        .with("after_id", after.uuid());
        return rest.ordered("%1$s.updated_at, %1$s.id".formatted(table), rows);
    }

    private Database.Query ordered(String order, int rows) {
        Database.Query query =
                database.sql(text + " order by " + order + " limit :rows").bind("rows", rows);
        for (var one : asked.entrySet()) {
            query = query.bind(one.getKey(), one.getValue());
        }
        return query;
    }
}
