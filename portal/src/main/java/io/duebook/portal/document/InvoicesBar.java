package io.duebook.portal.document;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.InvoicesApi.Ended;
import io.duebook.portal.api.InvoicesApi.Reason;
import io.duebook.portal.api.InvoicesApi.Summary;
import io.duebook.portal.api.InvoicesApi.Waiver;
import io.duebook.portal.api.InvoicesApi.WriteOff;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Outcomes;
import io.duebook.portal.shell.Outcomes.Outcome;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.words.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What can be done with several invoices at once: a file of them, or a command for each, for one reason, of which each is
 * told of.
 */
class InvoicesBar extends Div {

    private static final int MOST = 100;

    private final transient InvoicesApi invoices;
    private final transient Outcomes outcomes;
    private final transient Visitor visitor;
    private final Grid<Summary> grid;
    private final transient Runnable read;
    private final Span chosen = new Span();
    private final ExportMenu export;

    /** Does one thing with one invoice, under the key of this one intent. */
    private interface Doing {
        Outcome with(Summary invoice, String key, String reason);
    }

    InvoicesBar(
            Visitor visitor,
            InvoicesApi invoices,
            Exports exports,
            Outcomes outcomes,
            Grid<Summary> grid,
            Runnable read) {
        this.visitor = visitor;
        this.invoices = invoices;
        this.outcomes = outcomes;
        this.grid = grid;
        this.read = read;
        addClassNames("pay-bar", "bulk-bar");
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        // There is no choosing of what nobody has seen: the list does not know its own length.
        ((GridMultiSelectionModel<Summary>) grid.getSelectionModel())
                .setSelectAllCheckboxVisibility(GridMultiSelectionModel.SelectAllCheckboxVisibility.HIDDEN);
        chosen.addClassName("pay-words");
        chosen.getElement().setAttribute("aria-live", "polite");
        export = new ExportMenu(exports, "bulk.export", this::file);
        add(chosen, export);
        if (visitor.may("invoices:write")) {
            add(button("void", this::voided), button("waive", this::waived), button("write_off", this::writtenOff));
        }
        grid.addSelectionListener(change -> say());
        say();
    }

    private void say() {
        List<Summary> picked = picked();
        setVisible(!picked.isEmpty());
        chosen.setText(
                picked.size() > MOST
                        ? getTranslation("bulk.too_many", MOST)
                        : getTranslation("bulk.chosen", picked.size(), sums(picked)));
        getChildren()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .forEach(button -> button.setEnabled(picked.size() <= MOST));
        export.setVisible(picked.size() <= MOST);
    }

    private Asked file() {
        return new Asked(
                "/v1/invoices",
                Map.of("id", picked().stream().map(Summary::id).collect(Collectors.joining(","))),
                "invoices-chosen");
    }

    private List<Summary> picked() {
        return grid.getSelectedItems().stream()
                .sorted(Comparator.comparing(invoice -> Objects.requireNonNullElse(invoice.number(), "")))
                .toList();
    }

    /** What is open of them, each currency by itself. */
    private String sums(List<Summary> picked) {
        Map<String, Long> open = picked.stream()
                .collect(Collectors.groupingBy(Summary::currency, TreeMap::new, Collectors.summingLong(Summary::open)));
        var amounts = Amounts.in(getLocale());
        return open.entrySet().stream()
                .map(in -> amounts.text(in.getValue(), in.getKey()))
                .collect(Collectors.joining(" · "));
    }

    private Button button(String what, Doing doing) {
        return new Button(getTranslation("bulk." + what), click -> new ReasonDialog(
                        getTranslation("bulk." + what + ".title", picked().size()),
                        getTranslation("bulk." + what + ".text", sums(picked())),
                        getTranslation("bulk." + what),
                        (key, reason) -> all(key, reason, doing))
                .open());
    }

    private void all(String key, String reason, Doing doing) {
        var done = new ArrayList<Outcome>();
        for (Summary invoice : picked()) {
            String number = Objects.requireNonNullElse(invoice.number(), getTranslation("invoice.unnumbered"));
            try {
                done.add(doing.with(invoice, key + "-" + invoice.id(), reason));
            } catch (ApiProblem refused) {
                done.add(Outcome.refused(invoice.id(), number, refused));
            }
        }
        grid.deselectAll();
        read.run();
        tell(done);
    }

    private void tell(List<Outcome> done) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("outcome.title"));
        dialog.setWidth("44rem");
        var sum = new Paragraph(outcomes.sum(this, done));
        sum.getElement().setAttribute("role", "status");
        dialog.add(sum, outcomes.table(this, done));
        dialog.getFooter().add(new Button(getTranslation("action.close"), click -> dialog.close()));
        dialog.open();
    }

    private Outcome voided(Summary invoice, String key, String reason) {
        invoices.voidInvoice(invoice.id(), key, invoice.tag(), new Reason(reason));
        return Outcome.done(invoice.id(), String.valueOf(invoice.number()));
    }

    private Outcome writtenOff(Summary invoice, String key, String reason) {
        return told(
                invoice,
                invoices.writeOff(
                        invoice.id(), key, invoice.tag(), new WriteOff(invoice.open(), visitor.today(), reason)));
    }

    private Outcome waived(Summary invoice, String key, String reason) {
        return told(
                invoice,
                invoices.waive(invoice.id(), key, invoice.tag(), new Waiver(invoice.open(), visitor.today(), reason)));
    }

    private static Outcome told(Summary invoice, Ended ended) {
        return Outcome.waits(invoice.id(), String.valueOf(invoice.number()), ended.approval());
    }
}
