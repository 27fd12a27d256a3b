package io.duebook.portal.document;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.select.Select;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.StatementRunsApi;
import io.duebook.portal.api.StatementRunsApi.NewRun;
import io.duebook.portal.api.StatementRunsApi.Run;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Orders a run: what is frozen, for whom, and when. */
class RunDialog extends CommandDialog<NewRun> {

    private static final String ACTIVITY = "activity";
    private static final String OPEN_ITEM = "open_item";
    private static final String EVERY_KIND = "";

    private final transient StatementRunsApi runs;
    private final transient Consumer<Run> afterwards;
    private final ZoneId zone;
    private final Select<String> kind = new Select<>();
    private final DatePicker to;
    private final Select<String> customers = new Select<>();
    private final Select<String> customerKind = new Select<>();
    private final CustomerPicker group;
    private final DateTimePicker startsAt = new DateTimePicker();

    /** @param lastDay that is proposed as the last one */
    RunDialog(
            StatementRunsApi runs, CustomersApi people, LocalDate lastDay, String timeZone, Consumer<Run> afterwards) {
        this.runs = runs;
        this.afterwards = afterwards;
        this.zone = ZoneId.of(timeZone);
        kind.setLabel(getTranslation("frozen.kind"));
        kind.setItems(ACTIVITY, OPEN_ITEM);
        kind.setItemLabelGenerator(one -> StatementWords.kind(this, one));
        kind.setValue(ACTIVITY);
        to = Dates.field(getTranslation("run.day"), lastDay, getLocale());
        to.setRequiredIndicatorVisible(true);
        customers.setLabel(getTranslation("run.customers"));
        customers.setItems("all", "open_items");
        customers.setItemLabelGenerator(one -> getTranslation("run.customers." + one));
        customers.setValue("open_items");
        customerKind.setLabel(getTranslation("run.customer_kind"));
        customerKind.setItems(EVERY_KIND, "business", "consumer", "public");
        customerKind.setItemLabelGenerator(
                one -> getTranslation(one.isEmpty() ? "run.customer_kind.any" : "customer_kind." + one));
        customerKind.setValue(EVERY_KIND);
        group = new CustomerPicker(people);
        group.setLabel(getTranslation("run.group"));
        group.setRequiredIndicatorVisible(false);
        group.setClearButtonVisible(true);
        startsAt.setLabel(getTranslation("run.starts_at"));
        startsAt.setHelperText(getTranslation("run.starts_at.help"));
        startsAt.setLocale(getLocale());
        startsAt.addClassName("wide");
        group.addClassName("wide");
        errors.of("to", to)
                .of("as_of", to)
                .of("group", group)
                .of("starts_at", startsAt)
                .about(to, "statement_in_future");
        ask(
                getTranslation("run.new"),
                getTranslation("run.new.text"),
                getTranslation("run.order"),
                kind,
                to,
                customers,
                customerKind,
                group,
                startsAt);
    }

    @Override
    protected boolean isComplete() {
        return Fields.require(kind) & Fields.require(to);
    }

    @Override
    protected NewRun wanted() {
        boolean isActivity = ACTIVITY.equals(kind.getValue());
        return new NewRun(
                kind.getValue(),
                isActivity ? null : to.getValue(),
                null,
                isActivity ? to.getValue() : null,
                customers.getValue(),
                group.getValue() == null ? null : group.getValue().id(),
                customerKind.getValue().equals(EVERY_KIND) ? null : customerKind.getValue(),
                moment());
    }

    private @Nullable Instant moment() {
        LocalDateTime chosen = startsAt.getValue();
        return chosen == null ? null : chosen.atZone(zone).toInstant();
    }

    @Override
    protected void send(String key, NewRun wanted) {
        afterwards.accept(runs.order(key, wanted));
    }
}
