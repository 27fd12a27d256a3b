package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.signals.Signal;
import io.duebook.portal.words.Due;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A grid as it looks everywhere here: columns on a desk, one column of cards on a phone, links that open in tabs. */
public final class Columns<T> {

    private static final int PHONE_PX = 760;
    private static final String CARD = "card";

    private final String name;
    private final Grid<T> grid = new Grid<>();
    private final List<Printed<T>> printed = new ArrayList<>();

    private record Printed<T>(OnPaper.Heading heading, ValueProvider<T, String> text) {}

    /**
     * What a card on a phone says: two things above, two below.
     *
     * @param under the title, on a line of its own; empty where the title is enough
     */
    public record Card(
            String title,
            String figure,
            String under,
            @Nullable Mark mark,
            String note) {

        public Card(String title, String figure, @Nullable Mark mark, String note) {
            this(title, figure, "", mark, note);
        }
    }

    /** A pill: its text and look. */
    public record Mark(String text, String look) {

        public static Mark due(Component on, long daysPastDue) {
            Due due = Due.of(daysPastDue);
            return new Mark(on.getTranslation(due.key(), due.days()), due.look());
        }
    }

    public Columns(String name, ValueProvider<T, String> link, ValueProvider<T, Card> card) {
        this.name = name;
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.addClassName("list");
        grid.getElement().setAttribute("accessible-name", name);
        grid.addColumn(LitRenderer.<T>of("""
            <a class="card-row" href="${item.href || null}">
              <span class="card-line"><b class="card-title">${item.title}</b><b>${item.figure}</b></span>
              <span class="card-line" ?hidden="${!item.under}"><span class="card-title">${item.under}</span></span>
              <span class="card-line"><span class="pill ${item.look}" ?hidden="${!item.mark}">${item.mark}</span><span class="muted">${item.note}</span></span>
            </a>\
            """)
                        .withProperty("href", link)
                        .withProperty("title", row -> card.apply(row).title())
                        .withProperty("figure", row -> card.apply(row).figure())
                        .withProperty("under", row -> card.apply(row).under())
                        .withProperty("mark", row -> markOf(card.apply(row)).text())
                        .withProperty("look", row -> markOf(card.apply(row)).look())
                        .withProperty("note", row -> card.apply(row).note()))
                .setKey(CARD)
                .setHeader(name)
                .setVisible(false);
    }

    /** What stands above the cards, beside the box that chooses all of them; of others only screen readers hear it. */
    public Columns<T> choosing(String heading) {
        grid.getColumnByKey(CARD).setHeader(heading);
        grid.addClassName("choosing");
        return this;
    }

    private static Mark markOf(Card card) {
        return card.mark() == null ? new Mark("", "") : card.mark();
    }

    public Columns<T> words(String heading, ValueProvider<T, String> text) {
        printed.add(new Printed<>(new OnPaper.Heading(heading, false), text));
        grid.addColumn(LitRenderer.<T>of("<span title=\"${item.text}\">${item.text}</span>")
                        .withProperty("text", text))
                .setHeader(heading)
                .setAutoWidth(true)
                .setFlexGrow(1);
        return this;
    }

    /** A link as short as a number or a date. */
    public Columns<T> link(String heading, ValueProvider<T, String> text, ValueProvider<T, String> address) {
        linked(heading, text, address).setAutoWidth(true).setFlexGrow(1);
        return this;
    }

    /** A link with a name, which takes what room there is. */
    public Columns<T> name(String heading, ValueProvider<T, String> text, ValueProvider<T, String> address) {
        linked(heading, text, address).setWidth("11rem").setFlexGrow(6);
        return this;
    }

    private Grid.Column<T> linked(String heading, ValueProvider<T, String> text, ValueProvider<T, String> address) {
        printed.add(new Printed<>(new OnPaper.Heading(heading, false), text));
        return grid.addColumn(LitRenderer.<T>of(
                                "<a class=\"row-link\" href=\"${item.href}\" title=\"${item.text}\">${item.text}</a>")
                        .withProperty("text", text)
                        .withProperty("href", address))
                .setHeader(heading);
    }

    public Columns<T> mark(String heading, ValueProvider<T, Mark> mark) {
        printed.add(new Printed<>(
                new OnPaper.Heading(heading, false), row -> mark.apply(row).text()));
        grid.addColumn(LitRenderer.<T>of("<span class=\"pill ${item.look}\">${item.text}</span>")
                        .withProperty("text", row -> mark.apply(row).text())
                        .withProperty("look", row -> mark.apply(row).look()))
                .setHeader(heading)
                .setAutoWidth(true)
                .setFlexGrow(1);
        return this;
    }

    public Columns<T> figures(String heading, ValueProvider<T, String> text) {
        printed.add(new Printed<>(new OnPaper.Heading(heading, true), text));
        grid.addColumn(text)
                .setHeader(heading)
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true)
                .setFlexGrow(1);
        return this;
    }

    /** The grid, which watches how wide the window is. */
    public Grid<T> grid() {
        UI ui = UI.getCurrent();
        if (ui != null) {
            Signal.effect(grid, () -> fit(ui.getPage().windowSizeSignal().get().width()));
        }
        return grid;
    }

    /** The same rows for the printer, to stand beside the grid. */
    public Component onPaper(List<T> rows) {
        return new OnPaper(
                name,
                printed.stream().map(Printed::heading).toList(),
                rows.stream().map(this::texts).toList());
    }

    private List<String> texts(T row) {
        return printed.stream().map(column -> column.text().apply(row)).toList();
    }

    private void fit(int width) {
        boolean phone = width > 0 && width < PHONE_PX;
        grid.setClassName("cards", phone);
        grid.getColumns().forEach(column -> column.setVisible(CARD.equals(column.getKey()) == phone));
    }
}
