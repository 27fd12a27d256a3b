package io.duebook.portal.shell;

import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.BiConsumer;

/** Asks why, before something in the books is taken back: the audit trail keeps the answer. */
public final class ReasonDialog extends CommandDialog<String> {

    private final transient BiConsumer<String, String> doing;
    private final TextArea reason = Fields.reason();

    /** @param doing gets the idempotency key of the intent, and the reason; after a refusal the next try is another one */
    public ReasonDialog(String title, String text, String action, BiConsumer<String, String> doing) {
        this.doing = doing;
        ask(title, text, action, reason);
    }

    @Override
    protected boolean isComplete() {
        boolean isGiven = Fields.requireReason(reason);
        if (!isGiven) {
            reason.focus();
        }
        return isGiven;
    }

    @Override
    protected String wanted() {
        return reason.getValue().strip();
    }

    @Override
    protected void send(String key, String wanted) {
        doing.accept(key, wanted);
    }
}
