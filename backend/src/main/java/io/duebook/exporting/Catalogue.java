package io.duebook.exporting;

import io.duebook.exporting.BookTable.Column;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Which tables hold books, read off the database itself: a table that is added tomorrow is among them. */
@Repository
class Catalogue {

    private final Database database;

    Catalogue(Database database) {
        this.database = database;
    }

    /** Those that an export is made of, each behind the tables that its rows name. */
    Mono<List<BookTable>> tables() {
        return database.sql("""
                        select c.relname::text as table_name, a.attname::text as column_name,
                               format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
                               a.atthasdef or a.attidentity <> '' as filled,
                               coalesce(array_position(k.conkey, a.attnum), 0) as place_in_key,
                               array(select distinct p.relname::text
                                       from pg_constraint f
                                       join pg_class p on p.oid = f.confrelid
                                      where f.conrelid = c.oid
                                        and f.contype = 'f'
                                      order by 1) as parents
                          from pg_class c
                          join pg_attribute a
                            on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                          left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
                         where c.relnamespace = 'public'::regnamespace
                           and c.relkind in ('r', 'p')
                           and not c.relispartition
                           and exists (select from pg_attribute own
                                        where own.attrelid = c.oid and own.attname = 'tenant_id')
                           and a.attname <> 'tenant_id'
                           and c.relname <> all(:left_out)
                           and c.relname || '.' || a.attname <> all(:left_out)
                           -- No tenant is read here: the catalogue is the same for all.
                           and cast(:tenant as uuid) is not null
                         order by c.relname, a.attnum
                        """)
                .bind("left_out", LeftOut.names().toArray(String[]::new))
                .all(columns -> Found.of(new Row(columns)))
                .collectList()
                .map(Catalogue::tables);
    }

    private record Found(String table, Column column, int placeInKey, List<String> parents) {

        static Found of(Row row) {
            return new Found(
                    row.text("table_name"),
                    new Column(row.text("column_name"), row.text("type"), row.fact("required"), row.fact("filled")),
                    row.number("place_in_key"),
                    Arrays.asList(row.texts("parents")));
        }
    }

    private static List<BookTable> tables(List<Found> found) {
        Map<String, List<Found>> byTable = new LinkedHashMap<>();
        found.forEach(one ->
                byTable.computeIfAbsent(one.table(), name -> new ArrayList<>()).add(one));
        return inOrder(byTable.values().stream().map(Catalogue::table).toList());
    }

    private static BookTable table(List<Found> columns) {
        return new BookTable(
                columns.getFirst().table(),
                columns.stream().map(Found::column).toList(),
                columns.stream()
                        .filter(one -> one.placeInKey() > 0)
                        .sorted(Comparator.comparing(Found::placeInKey))
                        .map(Found::column)
                        .toList(),
                columns.getFirst().parents());
    }

    /** @throws IllegalStateException if tables name each other in a circle: no order brings every row behind those it names */
    static List<BookTable> inOrder(List<BookTable> tables) {
        var left = new LinkedHashMap<String, BookTable>();
        tables.forEach(table -> left.put(table.name(), table));
        var ordered = new ArrayList<BookTable>();
        while (!left.isEmpty()) {
            List<BookTable> free = left.values().stream()
                    .filter(table -> table.parents().stream()
                            .noneMatch(parent -> !parent.equals(table.name()) && left.containsKey(parent)))
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalStateException("tables name each other in a circle: " + left.keySet());
            }
            free.forEach(table -> ordered.add(Objects.requireNonNull(left.remove(table.name()))));
        }
        return List.copyOf(ordered);
    }
}
