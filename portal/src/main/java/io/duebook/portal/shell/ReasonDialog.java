package io.duebook.portal.shell;

import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.BiConsumer;

/** Asks why, before something in the books is taken back: the audit trail keeps the answer. */
public final class ReasonDialog extends CommandDialog<String> {

    private static final int LONGEST = 500;

    private final transient BiConsumer<String, String> doing;
    private final TextArea reason = field();

    /** @param doing gets the idempotency key of the intent, and the reason; after a refusal the next try is another one */
    public ReasonDialog(String title, String text, String action, BiConsumer<String, String> doing) {
        this.doing = doing;
        ask(title, text, action, reason);
    }

    /** Takes the answer, as wide as its dialog. */
    public static TextArea field() {
        var reason = new TextArea();
        reason.setLabel(reason.getTranslation("field.reason"));
        reason.setMaxLength(LONGEST);
        reason.setRequiredIndicatorVisible(true);
        reason.addClassName("wide");
        return reason;
    }

    @Override
    protected boolean isComplete() {
        boolean isGiven = mark(reason, !reason.getValue().isBlank(), "problem.reason_required");
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
