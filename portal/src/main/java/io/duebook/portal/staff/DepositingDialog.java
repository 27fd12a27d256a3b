package io.duebook.portal.staff;

import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.BillsApi.Depositing;
import io.duebook.portal.shell.Fields;
import java.time.LocalDate;
import java.util.List;

/** Brings bills and cheques to the bank, on one slip where there are several. */
class DepositingDialog extends DatedDialog<Depositing> {

    private static final int LONGEST_SLIP = 60;

    private final transient BillsApi bills;
    private final transient List<String> ids;
    private final transient Runnable afterwards;
    private final TextField slip = new TextField(getTranslation("bill.slip"));

    DepositingDialog(BillsApi bills, List<Bill> chosen, LocalDate today, Runnable afterwards) {
        super("bill.deposited_on", today);
        this.bills = bills;
        this.ids = chosen.stream().map(Bill::id).toList();
        this.afterwards = afterwards;
        slip.setMaxLength(LONGEST_SLIP);
        errors.of("deposited_on", day).of("slip", slip);
        ask(
                getTranslation("bill.deposit.title", ids.size()),
                getTranslation("bill.deposit.text"),
                getTranslation("bill.deposit"),
                day,
                slip);
    }

    @Override
    protected Depositing wanted() {
        return new Depositing(ids, day.getValue(), Fields.given(slip));
    }

    @Override
    protected void send(String key, Depositing wanted) {
        bills.deposit(key, wanted);
        afterwards.run();
    }
}
