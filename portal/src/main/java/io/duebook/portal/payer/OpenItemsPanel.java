package io.duebook.portal.payer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.CustomersApi.Line;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The open claims of one currency, to choose from, and the bar that pays what is chosen. */
class OpenItemsPanel extends Section {

    private static final int SHOWN_AS_A_WHOLE = 60;

    private final InCurrency statement;
    private final Set<String> processing;
    private final Grid<Line> grid;
    private final Span chosen = new Span();
    private final Button pay = new Button(VaadinIcon.LOCK.create());

    OpenItemsPanel(InCurrency statement, Set<String> processing, Optional<PayDialog> dialog) {
        this.statement = statement;
        this.processing = processing;
        Columns<Line> columns = columns();
        dialog.ifPresent(paying -> columns.choosing(getTranslation("open.choose")));
        this.grid = list(columns);
        addClassNames("panel", "list-panel");
        setAriaLabel(getTranslation("open.title"));
        add(new H2(getTranslation("open.title")), grid, columns.onPaper(statement.lines()));
        dialog.ifPresent(this::offerToPay);
    }

    private Columns<Line> columns() {
        var amounts = Amounts.in(getLocale());
        var days = Days.in(getLocale());
        String currency = statement.currency();
        return new Columns<Line>(
                        getTranslation("open.title"),
                        OpenItemsPanel::address,
                        line -> new Card(
                                line.number(),
                                amounts.text(line.open(), currency),
                                mark(line),
                                days.text(line.dueDate())))
                .link(getTranslation("field.number"), Line::number, OpenItemsPanel::address)
                .words(getTranslation("field.issue_date"), line -> days.text(line.issueDate()))
                .words(getTranslation("field.due_date"), line -> days.text(line.dueDate()))
                .mark(getTranslation("field.state"), this::mark)
                .figures(getTranslation("field.total"), line -> amounts.text(line.original(), currency))
                .figures(getTranslation("field.open"), line -> amounts.text(line.open(), currency));
    }

    private Grid<Line> list(Columns<Line> columns) {
        Grid<Line> list = columns.grid();
        list.setItems(statement.lines());
        if (statement.lines().size() <= SHOWN_AS_A_WHOLE) {
            list.setAllRowsVisible(true);
        } else {
            list.addClassName("long");
        }
        return list;
    }

    private static String address(Line line) {
        // What was taken over names another company: the account tells how it came to be owed.
        return Documents.addressForContact(line.id()).orElse("activity");
    }

    private Mark mark(Line line) {
        return processing.contains(line.id())
                ? new Mark(getTranslation("flag.payment_processing"), "neutral")
                : Mark.due(this, line.daysPastDue());
    }

    private void offerToPay(PayDialog dialog) {
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        ((GridMultiSelectionModel<Line>) grid.getSelectionModel())
                .setSelectAllCheckboxVisibility(GridMultiSelectionModel.SelectAllCheckboxVisibility.VISIBLE);
        // Also what is being processed can be chosen: whoever turned back at the payment page may want to pay it after
        // all, and only the API knows whether that is too late.
        chosen.addClassName("pay-words");
        chosen.getElement().setAttribute("aria-live", "polite");
        pay.addThemeVariants(ButtonVariant.PRIMARY);
        pay.setId("pay-" + statement.currency());
        pay.setDisableOnClick(true);
        pay.addClickListener(click -> {
            try {
                dialog.ask(selection());
            } finally {
                pay.setEnabled(selection().isPayable());
            }
        });
        grid.asMultiSelect().addSelectionListener(change -> {
            // Whoever marks one part of an invoice marks all of it, as that is what will be charged.
            grid.asMultiSelect()
                    .updateSelection(whole(change.getAddedSelection()), whole(change.getRemovedSelection()));
            say(selection());
        });
        var bar = new Div(chosen, pay);
        bar.addClassName("pay-bar");
        add(dialog, bar);
        say(selection());
    }

    private Set<Line> whole(Set<Line> lines) {
        return new HashSet<>(Selection.whole(statement, lines));
    }

    private Selection selection() {
        return Selection.of(statement, grid.getSelectedItems());
    }

    private void say(Selection selection) {
        String sum = Amounts.in(getLocale()).text(selection.sum(), statement.currency());
        chosen.setText(words(selection));
        pay.setText(getTranslation(selection.isEverything() ? "pay.all" : "pay.chosen", sum));
        pay.setEnabled(selection.isPayable());
    }

    private String words(Selection selection) {
        if (!selection.isEverything()) {
            return selection.count() > Selection.MOST
                    ? getTranslation("pay.too_many", Selection.MOST)
                    : getTranslation("pay.count", selection.count());
        }
        if (!selection.isPayable()) {
            return getTranslation("pay.covered");
        }
        return getTranslation(statement.unapplied() > 0 ? "pay.everything_less_credit" : "pay.everything");
    }
}
