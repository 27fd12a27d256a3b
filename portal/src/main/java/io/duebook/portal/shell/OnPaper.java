package io.duebook.portal.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.internal.JacksonUtils;
import io.duebook.portal.words.Amounts;
import java.util.List;

/** A list as it is printed, and only then seen: a plain table, for a grid keeps its widths and has only the rows in its window. */
final class OnPaper extends Div {

    /** About forty sheets; the browser holds every row, printed or not. */
    private static final int MOST_ROWS = 1_000;

    /** A column's heading, and whether it holds figures. */
    record Heading(String text, boolean isFigure) {}

    OnPaper(String caption, List<Heading> headings, List<List<String>> rows) {
        addClassNames("table", "on-paper");
        var table = new NativeTable();
        table.setCaptionText(caption);
        NativeTableRow head = table.getHead().addRow();
        for (Heading heading : headings) {
            var cell = head.addHeaderCell();
            cell.setText(heading.text());
            cell.getElement().setAttribute("scope", "col");
            cell.setClassName("figures-column", heading.isFigure());
        }
        // Written by the browser: a component for each cell would cost the server more than the whole screen.
        table.getBody()
                .getElement()
                .executeJs(
                        """
                const headings = this.parentElement.tHead.rows[0].cells;
                for (const row of $0) {
                  const line = this.insertRow();
                  row.forEach((text, at) => {
                    const cell = line.insertCell();
                    cell.textContent = text;
                    cell.className = headings[at].className;
                  });
                }
                """,
                        JacksonUtils.listToJson(rows.stream().limit(MOST_ROWS).toList()));
        add(table);
        if (rows.size() > MOST_ROWS) {
            var amounts = Amounts.in(getLocale());
            add(new Paragraph(getTranslation("paper.more", amounts.count(MOST_ROWS), amounts.count(rows.size()))));
        }
    }
}
