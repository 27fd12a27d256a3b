package io.duebook.portal.staff;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.BillsApi.Discounting;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.words.Amounts;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/** Sells a bill to a bank before it matures, and says what that brings. */
class DiscountingDialog extends DatedDialog<Discounting> {

    private static final int LONGEST_NAME = 200;

    private final transient BillsApi bills;
    private final transient Bill bill;
    private final transient Consumer<Bill> afterwards;
    private final TextField cost = Fields.figure(getTranslation("bill.cost"));
    private final TextField bank = new TextField(getTranslation("bill.party.discounted"));
    private final Checkbox recourse = new Checkbox(getTranslation("bill.recourse"), true);
    private final Paragraph brings = new Paragraph();

    DiscountingDialog(BillsApi bills, Bill bill, LocalDate today, Consumer<Bill> afterwards) {
        super("bill.discounted_on", today.isAfter(bill.maturesOn()) ? bill.maturesOn() : today);
        this.bills = bills;
        this.bill = bill;
        this.afterwards = afterwards;
        cost.setRequiredIndicatorVisible(true);
        cost.setHelperText(getTranslation("bill.cost.help"));
        cost.setValueChangeMode(ValueChangeMode.LAZY);
        cost.addValueChangeListener(change -> explain());
        bank.setMaxLength(LONGEST_NAME);
        bank.addClassName("wide");
        recourse.setHelperText(getTranslation("bill.recourse.help"));
        recourse.addClassName("wide");
        brings.addClassNames("note", "wide");
        brings.getElement().setAttribute("aria-live", "polite");
        errors.of("discounted_on", day).of("cost", cost).of("bank", bank);
        ask(
                getTranslation("bill.discount.title", bill.number()),
                null,
                getTranslation("bill.discount"),
                day,
                cost,
                bank,
                recourse,
                brings);
        explain();
    }

    private void explain() {
        brings.setText(minorCost()
                .map(minor -> getTranslation(
                        "bill.discount.brings",
                        Amounts.in(getLocale()).text(bill.amount() - minor, bill.currency()),
                        Amounts.in(getLocale()).text(bill.amount(), bill.currency())))
                .orElseGet(() -> getTranslation(
                        "bill.discount.of", Amounts.in(getLocale()).text(bill.amount(), bill.currency()))));
    }

    /** It may cost nothing, and never all of it. */
    private Optional<Long> minorCost() {
        return Amounts.read(cost.getValue(), bill.currency()).filter(minor -> minor >= 0 && minor < bill.amount());
    }

    @Override
    protected boolean isComplete() {
        return super.isComplete() & Fields.mark(cost, minorCost().isPresent(), "bill.cost.wrong");
    }

    @Override
    protected Discounting wanted() {
        return new Discounting(day.getValue(), minorCost().orElseThrow(), Fields.given(bank), recourse.getValue());
    }

    @Override
    protected void send(String key, Discounting wanted) {
        afterwards.accept(bills.discount(bill.id(), key, wanted));
    }
}
