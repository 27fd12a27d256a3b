package io.duebook.exporting;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the books as the database's catalogue describes it: every column that belongs into an export, the tenant's
 * own id aside, which is the same in each row.
 *
 * @param key what tells its rows apart within a tenant, in order; empty: it has one row
 * @param parents the tables that its rows name, itself included where they name each other
 */
record BookTable(String name, List<Column> columns, List<Column> key, List<String> parents) {

    /**
     * A column of a table.
     *
     * @param type as the database calls it
     * @param required whether a row always has a value there
     * @param filled whether the database fills it in where a row brings none
     */
    record Column(String name, String type, boolean required, boolean filled) {

        String quoted() {
            return BookTable.quoted(name);
        }
    }

    String quoted() {
        return quoted(name);
    }

    /** Names of the catalogue only; quoted all the same. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    String columnNames() {
        return columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
    }

    boolean namesItself() {
        return parents.contains(name);
    }

    String member() {
        return "books/" + name + ".ndjson";
    }
}
