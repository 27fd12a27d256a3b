package io.duebook.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list as a table: what its columns are called, and what a row has in each. A cell is a text, a date, a moment, an
 * amount of money, a number, a public id, or nothing.
 */
public final class Table<T> {

    private final String name;
    private final List<Column<T>> columns;

    private record Column<T>(String heading, Function<T, @Nullable Object> cell) {}

    private Table(String name, List<Column<T>> columns) {
        this.name = name;
        this.columns = columns;
    }

    /** @param name of the file and of the sheet in it; without a suffix */
    public static <T> Table<T> named(String name) {
        return new Table<>(name, List.of());
    }

    /** The same with one more column. */
    public Table<T> column(String heading, Function<T, @Nullable Object> cell) {
        var more = new ArrayList<>(columns);
        more.add(new Column<>(heading, cell));
        return new Table<>(name, List.copyOf(more));
    }

    String name() {
        return name;
    }

    List<String> headings() {
        return columns.stream().map(Column::heading).toList();
    }

    List<@Nullable Object> cells(T row) {
        var cells = new ArrayList<@Nullable Object>(columns.size());
        columns.forEach(column -> cells.add(column.cell().apply(row)));
        return cells;
    }
}
