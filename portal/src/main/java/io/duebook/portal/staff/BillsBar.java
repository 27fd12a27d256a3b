package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.staff.BillDoings.Doing;
import io.duebook.portal.words.Amounts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What can be done with several bills and cheques at once: they go to the bank on one slip, or were paid, all or none. */
class BillsBar extends Div {

    private static final int MOST = 200;

    private final transient BillsApi bills;
    private final transient Visitor visitor;
    private final Grid<Bill> grid;
    private final transient Runnable read;
    private final Span chosen = new Span();
    private final Button deposit = new Button(getTranslation("bill.deposit"), click -> deposit());
    private final Button collect = new Button(getTranslation("bill.collect"), click -> collect());

    BillsBar(Visitor visitor, BillsApi bills, Grid<Bill> grid, Runnable read) {
        this.visitor = visitor;
        this.bills = bills;
        this.grid = grid;
        this.read = read;
        addClassNames("pay-bar", "bulk-bar");
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        // There is no choosing of what nobody has seen: the list does not know its own length.
        ((GridMultiSelectionModel<Bill>) grid.getSelectionModel())
                .setSelectAllCheckboxVisibility(GridMultiSelectionModel.SelectAllCheckboxVisibility.HIDDEN);
        chosen.addClassName("pay-words");
        chosen.getElement().setAttribute("aria-live", "polite");
        add(chosen, deposit, collect);
        grid.addSelectionListener(change -> say());
        say();
    }

    private void say() {
        List<Bill> picked = picked();
        setVisible(!picked.isEmpty());
        boolean fits = picked.size() <= MOST;
        chosen.setText(
                !fits
                        ? getTranslation("bulk.too_many", MOST)
                        : getTranslation(words(picked), picked.size(), sums(picked)));
        deposit.setEnabled(fits && canAll(picked, Doing.DEPOSIT));
        collect.setEnabled(fits && canAll(picked, Doing.COLLECT));
    }

    /** Why there is a button that cannot be pressed. */
    private static String words(List<Bill> picked) {
        if (canAll(picked, Doing.DEPOSIT)) {
            return "bills.chosen";
        }
        return canAll(picked, Doing.COLLECT) ? "bills.chosen.at_bank" : "bills.chosen.not_all";
    }

    private static boolean canAll(List<Bill> picked, Doing doing) {
        return picked.stream().allMatch(bill -> BillDoings.with(bill).contains(doing));
    }

    private List<Bill> picked() {
        return grid.getSelectedItems().stream()
                .sorted(Comparator.comparing(Bill::maturesOn).thenComparing(Bill::id))
                .toList();
    }

    /** Each currency by itself. */
    private String sums(List<Bill> picked) {
        Map<String, Long> sums = picked.stream()
                .collect(Collectors.groupingBy(Bill::currency, TreeMap::new, Collectors.summingLong(Bill::amount)));
        var amounts = Amounts.in(getLocale());
        return sums.entrySet().stream()
                .map(in -> amounts.text(in.getValue(), in.getKey()))
                .collect(Collectors.joining(" · "));
    }

    private void deposit() {
        new DepositingDialog(bills, picked(), visitor.today(), () -> done("bills.deposited")).open();
    }

    private void collect() {
        new CollectingDialog(bills, picked(), visitor.today(), () -> done("bills.collected")).open();
    }

    private void done(String said) {
        grid.deselectAll();
        read.run();
        Notice.say(getTranslation(said));
    }
}
