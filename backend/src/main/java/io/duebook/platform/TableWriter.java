package io.duebook.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one table as a file, piece by piece, and keeps no row that it gave out. Used once, by one thread at a time. */
sealed interface TableWriter permits Csv, Xlsx {

    byte[] begin(List<String> headings);

    byte[] rows(List<List<@Nullable Object>> rows);

    byte[] end();
}
