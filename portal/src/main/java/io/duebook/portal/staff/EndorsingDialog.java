package io.duebook.portal.staff;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.BillsApi.Endorsing;
import io.duebook.portal.shell.Fields;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Passes a bill on to somebody whom the tenant owes. */
class EndorsingDialog extends DatedDialog<Endorsing> {

    private static final int LONGEST_NAME = 200;

    private final transient BillsApi bills;
    private final transient Bill bill;
    private final transient Consumer<Bill> afterwards;
    private final TextField endorsee = new TextField(getTranslation("bill.party.endorsed"));
    private final Checkbox recourse = new Checkbox(getTranslation("bill.recourse"), true);

    EndorsingDialog(BillsApi bills, Bill bill, LocalDate today, Consumer<Bill> afterwards) {
        super("bill.endorsed_on", today.isAfter(bill.maturesOn()) ? bill.maturesOn() : today);
        this.bills = bills;
        this.bill = bill;
        this.afterwards = afterwards;
        endorsee.setRequiredIndicatorVisible(true);
        endorsee.setMaxLength(LONGEST_NAME);
        recourse.setHelperText(getTranslation("bill.recourse.help"));
        recourse.addClassName("wide");
        errors.of("endorsed_on", day).of("endorsee", endorsee);
        ask(
                getTranslation("bill.endorse.title", bill.number()),
                getTranslation("bill.endorse.text"),
                getTranslation("bill.endorse"),
                day,
                endorsee,
                recourse);
    }

    @Override
    protected boolean isComplete() {
        return super.isComplete() & Fields.mark(endorsee, Fields.given(endorsee) != null, "form.required");
    }

    @Override
    protected Endorsing wanted() {
        return new Endorsing(day.getValue(), endorsee.getValue().strip(), recourse.getValue());
    }

    @Override
    protected void send(String key, Endorsing wanted) {
        afterwards.accept(bills.endorse(bill.id(), key, wanted));
    }
}
