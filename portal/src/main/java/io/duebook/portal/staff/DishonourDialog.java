package io.duebook.portal.staff;

import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.BillsApi.Dishonour;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.words.Amounts;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Tells that nobody paid a bill or cheque: what it settled is open again. */
class DishonourDialog extends DatedDialog<Dishonour> {

    private final transient BillsApi bills;
    private final transient Bill bill;
    private final transient Consumer<Bill> afterwards;
    private final TextField customerFee = Fields.figure(getTranslation("reversal.customer_fee"));
    private final TextField processorFee = Fields.figure(getTranslation("reversal.processor_fee"));
    private final TextArea reason = Fields.reason();

    DishonourDialog(BillsApi bills, Bill bill, LocalDate today, Consumer<Bill> afterwards) {
        super("bill.dishonoured_on", today);
        this.bills = bills;
        this.bill = bill;
        this.afterwards = afterwards;
        customerFee.setHelperText(getTranslation("reversal.customer_fee.help"));
        processorFee.setHelperText(getTranslation("reversal.processor_fee.help"));
        day.addClassName("wide");
        errors.of("dishonoured_on", day)
                .of("customer_fee", customerFee)
                .of("processor_fee", processorFee)
                .of("reason", reason);
        ask(
                getTranslation("bill.dishonour.title", bill.number()),
                getTranslation("bill.dishonour.text", Amounts.in(getLocale()).text(bill.amount(), bill.currency())),
                getTranslation("bill.dishonour"),
                day,
                customerFee,
                processorFee,
                reason);
    }

    @Override
    protected boolean isComplete() {
        return super.isComplete()
                & isAmountOrNone(customerFee)
                & isAmountOrNone(processorFee)
                & Fields.requireReason(reason);
    }

    private boolean isAmountOrNone(TextField fee) {
        return Fields.mark(
                fee,
                fee.getValue().isBlank() || Fields.minor(fee, bill.currency()).isPresent(),
                "form.not_an_amount");
    }

    @Override
    protected Dishonour wanted() {
        return new Dishonour(
                day.getValue(),
                Fields.minor(customerFee, bill.currency()).orElse(null),
                Fields.minor(processorFee, bill.currency()).orElse(null),
                reason.getValue().strip());
    }

    @Override
    protected void send(String key, Dishonour wanted) {
        afterwards.accept(bills.dishonour(bill.id(), key, wanted));
    }
}
