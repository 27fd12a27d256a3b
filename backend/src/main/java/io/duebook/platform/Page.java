package io.duebook.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A stretch of a list, and where the next one begins. */
public record Page<T>(
        List<T> data,
        @JsonProperty("has_more") boolean hasMore,
        @Nullable @JsonProperty("next_cursor") String nextCursor) {

    /** Of {@code limit + 1} rows read, the first {@code limit}; the one too many only tells that there are more. */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursorAfter) {
        boolean more = rows.size() > limit;
        List<T> data = more ? rows.subList(0, limit) : rows;
        return new Page<>(
                List.copyOf(data),
                more,
                more ? cursorAfter.apply(data.getLast()).text() : null);
    }

    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(data.stream().map(view).toList(), hasMore, nextCursor);
    }
}
