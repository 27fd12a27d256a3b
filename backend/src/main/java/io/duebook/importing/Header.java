package io.duebook.importing;

import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where each thing of interest stands in a file's rows, and under which names the rest is kept. */
final class Header {

    private final List<String> columns;
    private final Map<Target, Integer> positions;
    private final Map<Integer, String> unmapped;

    private Header(List<String> columns, Map<Target, Integer> positions, Map<Integer, String> unmapped) {
        this.columns = columns;
        this.positions = positions;
        this.unmapped = unmapped;
    }

    /** @throws InvalidRequest if the spec names columns that the file lacks, or has twice */
    static Header of(ImportSpec spec, List<String> columns) {
        var positions = new EnumMap<Target, Integer>(Target.class);
        var errors = new ArrayList<FieldError>();
        spec.columns().forEach((target, column) -> {
            String pointer = "/spec/columns/" + target.key();
            switch (Collections.frequency(columns, column)) {
                case 0 ->
                    errors.add(new FieldError(
                            pointer,
                            "missing_column",
                            "The file's first line does not name the column \"" + column + "\"."));
                case 1 -> positions.put(target, columns.indexOf(column));
                default ->
                    errors.add(new FieldError(
                            pointer,
                            "ambiguous_column",
                            "The file's first line names the column \"" + column + "\" more than once."));
            }
        });
        if (!errors.isEmpty()) {
            errors.sort(java.util.Comparator.comparing(FieldError::pointer));
            throw new InvalidRequest(errors);
        }
        return new Header(columns, positions, unmapped(columns, positions));
    }

    private static Map<Integer, String> unmapped(List<String> columns, Map<Target, Integer> positions) {
        var unmapped = new LinkedHashMap<Integer, String>();
        for (int at = 0; at < columns.size(); at++) {
            if (!positions.containsValue(at)) {
                String name = columns.get(at);
                boolean ofItsOwn = !name.isEmpty() && !unmapped.containsValue(name);
                unmapped.put(at, ofItsOwn ? name : (name + " " + (at + 1)).strip());
            }
        }
        return unmapped;
    }

    int size() {
        return columns.size();
    }

    String name(int position) {
        return position < columns.size() ? columns.get(position) : "";
    }

    /** The position of a target's column, from 0; null where the spec maps none to it. */
    @Nullable
    Integer position(Target target) {
        return positions.get(target);
    }

    boolean has(Target target) {
        return positions.containsKey(target);
    }

    /** The column of a target that has one. */
    Column at(Target target) {
        int position = Objects.requireNonNull(positions.get(target), target::key);
        return new Column(position, name(position));
    }

    /** Where a column stands in the file, from 0, and how it is called there. */
    record Column(int position, String name) {}

    /** The positions of the columns that are kept as they are, with the names they are kept under. */
    Map<Integer, String> unmapped() {
        return unmapped;
    }
}
