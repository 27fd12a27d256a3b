package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a document charges or takes back, line by line, with its taxes and what it comes to. */
final class LinesTable extends Div {

    private final String currency;
    private final boolean areAboutClaims;
    private final Table table;

    LinesTable(String currency) {
        this(currency, false);
    }

    /** Each line of which is about a claim. */
    static LinesTable aboutClaims(String currency) {
        return new LinesTable(currency, true);
    }

    private LinesTable(String currency, boolean areAboutClaims) {
        this.currency = currency;
        this.areAboutClaims = areAboutClaims;
        this.table = new Table(getTranslation("invoice.lines"), columns());
        add(table);
    }

    private Column[] columns() {
        var columns = new ArrayList<>(List.of(
                Column.words(getTranslation("field.description")).at(Place.TITLE),
                Column.figures(getTranslation("field.quantity")),
                Column.figures(getTranslation("field.unit_amount")),
                Column.figures(getTranslation("field.tax_rate")),
                Column.figures(getTranslation("field.net")).at(Place.FIGURE)));
        if (areAboutClaims) {
            columns.add(1, Column.words(getTranslation("field.number")));
        }
        return columns.toArray(Column[]::new);
    }

    /**
     * @param quantity a decimal, as is the rate in percent
     * @param unitAmount in minor units, as is the net amount
     * @param claim what it is about, where lines are about claims
     */
    void line(String description, String quantity, long unitAmount, String taxRate, long net, Component... claim) {
        var cells = new ArrayList<Object>(List.of(claim));
        cells.addFirst(description);
        cells.addAll(List.of(Decimals.plain(quantity), amount(unitAmount), Decimals.plain(taxRate) + "%", amount(net)));
        table.row(cells.toArray());
    }

    void net(long net) {
        sum(getTranslation("field.net"), net);
    }

    /** Left out where there is none. */
    void tax(String rate, long net, long tax) {
        if (tax != 0) {
            sum(getTranslation("invoice.tax", Decimals.plain(rate), amount(net)), tax);
        }
    }

    /** @param name the key of what the whole is called */
    void total(String name, long total) {
        sum(getTranslation(name), total);
    }

    private void sum(String name, long minor) {
        Stream<String> between = Stream.generate(() -> "").limit(areAboutClaims ? 4 : 3);
        table.sum(Stream.of(Stream.of(name), between, Stream.of(amount(minor)))
                .flatMap(cells -> cells)
                .toArray());
    }

    private String amount(long minor) {
        return Amounts.in(getLocale()).text(minor, currency);
    }
}
