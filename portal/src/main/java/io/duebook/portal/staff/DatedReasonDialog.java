package io.duebook.portal.staff;

import com.vaadin.flow.component.textfield.TextArea;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.staff.DatedReasonDialog.Wanted;
import java.time.LocalDate;

/** Asks why, and from which day, before something in the books is taken back. */
class DatedReasonDialog extends DatedDialog<Wanted> {

    private final transient Doing doing;
    private final TextArea reason = Fields.reason();

    record Wanted(LocalDate day, String reason) {}

    /** Takes it back. */
    interface Doing {
        void with(String key, LocalDate day, String reason);
    }

    /**
     * @param label the key of what the day is called
     * @param doing gets the idempotency key of the intent; after a refusal the next try is another one
     */
    DatedReasonDialog(String title, String text, String action, String label, LocalDate likely, Doing doing) {
        super(label, likely);
        this.doing = doing;
        day.addClassName("wide");
        errors.of("returned_on", day)
                .of("undone_on", day)
                .of("reversed_on", day)
                .of("reason", reason);
        ask(title, text, action, day, reason);
    }

    @Override
    protected boolean isComplete() {
        return super.isComplete() & Fields.requireReason(reason);
    }

    @Override
    protected Wanted wanted() {
        return new Wanted(day.getValue(), reason.getValue().strip());
    }

    @Override
    protected void send(String key, Wanted wanted) {
        doing.with(key, wanted.day(), wanted.reason());
    }
}
