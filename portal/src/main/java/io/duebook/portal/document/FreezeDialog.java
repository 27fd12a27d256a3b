package io.duebook.portal.document;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.select.Select;
import io.duebook.portal.api.StatementsApi;
import io.duebook.portal.api.StatementsApi.Frozen;
import io.duebook.portal.api.StatementsApi.NewStatement;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands out a statement of a customer: which kind, and of which days. */
class FreezeDialog extends CommandDialog<NewStatement> {

    private static final String ACTIVITY = "activity";
    private static final String OPEN_ITEM = "open_item";

    private final transient StatementsApi statements;
    private final transient Consumer<Frozen> afterwards;
    private final String customer;
    private final Select<String> kind = new Select<>();
    private final DatePicker from;
    private final DatePicker to;

    /**
     * @param kind open_item or activity
     * @param from the first day of an activity; null: the one after the last frozen
     */
    FreezeDialog(
            StatementsApi statements,
            String customer,
            String customerName,
            String kind,
            @Nullable LocalDate from,
            LocalDate to,
            Consumer<Frozen> afterwards) {
        this.statements = statements;
        this.customer = customer;
        this.afterwards = afterwards;
        this.kind.setLabel(getTranslation("frozen.kind"));
        this.kind.setItems(ACTIVITY, OPEN_ITEM);
        this.kind.setItemLabelGenerator(one -> StatementWords.kind(this, one));
        this.kind.addClassName("wide");
        this.from = Dates.field(getTranslation("ledger.from"), from, getLocale());
        this.from.setHelperText(getTranslation("frozen.from.help"));
        this.to = Dates.field(getTranslation("ledger.to"), to, getLocale());
        this.to.setRequiredIndicatorVisible(true);
        errors.of("from", this.from)
                .of("to", this.to)
                .of("as_of", this.to)
                .about(this.from, "period_not_next", "invalid_period")
                .about(this.to, "statement_in_future");
        this.kind.addValueChangeListener(change -> fit());
        this.kind.setValue(kind);
        fit();
        ask(
                getTranslation("frozen.freeze.title", customerName),
                getTranslation("frozen.freeze.text"),
                getTranslation("frozen.freeze"),
                this.kind,
                this.from,
                this.to);
    }

    private boolean isActivity() {
        return ACTIVITY.equals(kind.getValue());
    }

    /** Open items are of one day. */
    private void fit() {
        from.setVisible(isActivity());
        to.setLabel(getTranslation(isActivity() ? "ledger.to" : "frozen.day"));
        to.setClassName("wide", !isActivity());
    }

    @Override
    protected boolean isComplete() {
        return Fields.require(kind) & Fields.require(to);
    }

    @Override
    protected NewStatement wanted() {
        return isActivity()
                ? new NewStatement(customer, ACTIVITY, from.getValue(), to.getValue(), null)
                : new NewStatement(customer, OPEN_ITEM, null, null, to.getValue());
    }

    @Override
    protected void send(String key, NewStatement wanted) {
        afterwards.accept(statements.freeze(key, wanted));
    }
}
