package io.duebook.portal.staff;

import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.BillsApi.Collecting;
import java.time.LocalDate;
import java.util.List;

/** Tells that bills and cheques were paid. */
class CollectingDialog extends DatedDialog<Collecting> {

    private final transient BillsApi bills;
    private final transient List<String> ids;
    private final transient Runnable afterwards;

    CollectingDialog(BillsApi bills, List<Bill> chosen, LocalDate today, Runnable afterwards) {
        super("bill.collected_on", today);
        this.bills = bills;
        this.ids = chosen.stream().map(Bill::id).toList();
        this.afterwards = afterwards;
        errors.of("collected_on", day);
        ask(
                getTranslation("bill.collect.title", ids.size()),
                getTranslation("bill.collect.text"),
                getTranslation("bill.collect"),
                day);
    }

    @Override
    protected Collecting wanted() {
        return new Collecting(ids, day.getValue());
    }

    @Override
    protected void send(String key, Collecting wanted) {
        bills.collect(key, wanted);
        afterwards.run();
    }
}
