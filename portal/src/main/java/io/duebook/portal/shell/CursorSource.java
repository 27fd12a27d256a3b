package io.duebook.portal.shell;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.AbstractBackEndDataProvider;
import com.vaadin.flow.data.provider.Query;
import io.duebook.portal.api.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Feeds a grid, which asks by offset, from a list of the API, which goes by cursor: remembers where each page began. */
public final class CursorSource<T> extends AbstractBackEndDataProvider<T, Void> {

    private static final int MOST = 200;
    private static final String START = "";

    /** Reads one stretch of the list. */
    public interface Reading<T> {
        Page<T> page(@Nullable String cursor, int limit);
    }

    private final transient Reading<T> reading;
    private final NavigableMap<Integer, String> cursors = new TreeMap<>();

    public CursorSource(Reading<T> reading) {
        this.reading = reading;
        cursors.put(0, START);
    }

    /** Shows the list in a grid that grows as it is scrolled. */
    public static <T> void show(Grid<T> grid, Reading<T> reading) {
        grid.setItems(new CursorSource<>(reading)).setItemCountUnknown();
    }

    @Override
    protected Stream<T> fetchFromBackEnd(Query<T, Void> query) {
        int from = query.getOffset();
        int to = from + query.getLimit();
        int at = cursors.floorKey(from);
        List<T> found = new ArrayList<>();
        while (at < to) {
            String cursor = cursors.get(at);
            Page<T> page =
                    reading.page(START.equals(cursor) ? null : cursor, Math.min(MOST, (at < from ? from : to) - at));
            for (int index = 0; index < page.data().size(); index++) {
                if (at + index >= from) {
                    found.add(page.data().get(index));
                }
            }
            at += page.data().size();
            if (page.nextCursor() == null || page.data().isEmpty()) {
                break;
            }
            cursors.put(at, page.nextCursor());
        }
        return found.stream();
    }

    @Override
    protected int sizeInBackEnd(Query<T, Void> query) {
        throw new UnsupportedOperationException("a list by cursor does not know its length");
    }
}
