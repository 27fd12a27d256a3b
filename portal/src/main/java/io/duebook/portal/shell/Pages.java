package io.duebook.portal.shell;

import io.duebook.portal.shell.CursorSource.Reading;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads a list of the API to its end, a page at a time, and no further than whoever asks looks. */
public final class Pages {

    private static final int LARGEST = 200;

    private Pages() {}

    /** In the list's order. */
    public static <T> Stream<T> all(Reading<T> reading) {
        return Stream.iterate(
                        reading.page(null, LARGEST),
                        Objects::nonNull,
                        page -> page.nextCursor() == null ? null : reading.page(page.nextCursor(), LARGEST))
                .flatMap(page -> page.data().stream());
    }
}
