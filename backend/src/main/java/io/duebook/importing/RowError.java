package io.duebook.importing;

/**
 * Why a row cannot be taken in.
 *
 * @param line the physical line where the record starts, the header being 1
 * @param position of the column in the file, from 0; -1 where the row as a whole is at fault
 * @param column its name in the file; empty where the row as a whole is at fault
 */
record RowError(int line, int position, String column, String code, String message) {

    static RowError ofRow(int line, String code, String message) {
        return new RowError(line, -1, "", code, message);
    }
}
