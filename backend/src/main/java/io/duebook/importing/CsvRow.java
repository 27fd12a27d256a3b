package io.duebook.importing;

import java.util.List;

/**
 * One record of a file, cut to what a cell may hold.
 *
 * @param line the physical line where the record starts, the header being 1
 * @param tooLarge the positions, from 0, of cells that held more than a cell may; they are empty here
 */
record CsvRow(int line, List<String> cells, List<Integer> tooLarge) {

    CsvRow {
        cells = List.copyOf(cells);
        tooLarge = List.copyOf(tooLarge);
    }

    int characters() {
        return cells.stream().mapToInt(String::length).sum();
    }
}
