package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A short table that is shown as a whole, prints well, and turns into cards on a phone. */
public final class Table extends Div {

    private final NativeTable table = new NativeTable();
    private final List<Column> columns;

    /** Where a cell stands when its row is a card: two above, two below, all others on lines of their own with a label. */
    public enum Place {
        TITLE,
        FIGURE,
        NOTE,
        END,
        LINE
    }

    /** A column's heading, whether it holds figures, and its place on a phone. */
    public record Column(String heading, boolean isFigure, Place place) {
        public static Column words(String heading) {
            return new Column(heading, false, Place.LINE);
        }

        public static Column figures(String heading) {
            return new Column(heading, true, Place.LINE);
        }

        public Column at(Place onPhone) {
            return new Column(heading, isFigure, onPhone);
        }
    }

    public Table(String caption, Column... columns) {
        addClassName("table");
        this.columns = List.of(columns);
        table.setCaptionText(caption);
        NativeTableRow head = table.getHead().addRow();
        for (Column column : columns) {
            var cell = head.addHeaderCell();
            cell.setText(column.heading());
            cell.getElement().setAttribute("scope", "col");
            cell.setClassName("figures-column", column.isFigure());
        }
        add(table);
    }

    public Table row(Object... cells) {
        fill(table.getBody().addRow(), cells);
        return this;
    }

    public Table sum(Object... cells) {
        NativeTableRow row = table.getFoot().addRow();
        fill(row, cells);
        row.setClassName("several", figures(cells) > 1);
        return this;
    }

    private long figures(Object... cells) {
        return IntStream.range(0, cells.length)
                .filter(at -> columns.get(at).isFigure() && !"".equals(cells[at]))
                .count();
    }

    private void fill(NativeTableRow row, Object... cells) {
        for (int at = 0; at < cells.length; at++) {
            Column column = columns.get(at);
            NativeTableCell cell = row.addDataCell();
            cell.add(cells[at] instanceof Component component ? component : new Span(String.valueOf(cells[at])));
            cell.getElement().setAttribute("data-label", column.heading());
            cell.addClassName("at-" + column.place().name().toLowerCase(Locale.ROOT));
            cell.setClassName("figures-column", column.isFigure());
        }
    }
}
