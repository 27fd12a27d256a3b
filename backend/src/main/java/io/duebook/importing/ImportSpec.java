package io.duebook.importing;

import io.duebook.shared.Currency;
import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file of receivables is to be read (docs/importing.md).
 *
 * @param currency of every row; null where a column says it
 * @param columns the source column for each target that has one
 */
record ImportSpec(
        Charset encoding,
        char delimiter,
        @Nullable Currency currency,
        DateFormat dates,
        AmountFormat amounts,
        Words words,
        Map<Target, String> columns) {

    ImportSpec {
        columns = Map.copyOf(columns);
    }
}
