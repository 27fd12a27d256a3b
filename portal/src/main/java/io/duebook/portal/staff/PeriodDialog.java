package io.duebook.portal.staff;

import io.duebook.portal.shell.CommandDialog;
import java.util.function.BiConsumer;

/** Asks once more before months are closed or locked: it concerns everybody, or cannot be taken back. */
final class PeriodDialog extends CommandDialog<String> {

    private final String month;
    private final transient BiConsumer<String, String> command;

    /** @param command gets the month and the idempotency key of the intent */
    PeriodDialog(String what, String month, BiConsumer<String, String> command) {
        this.month = month;
        this.command = command;
        ask(
                getTranslation("period." + what + ".title", month),
                getTranslation("period." + what + ".text", month),
                getTranslation("period." + what));
    }

    @Override
    protected boolean isComplete() {
        return true;
    }

    @Override
    protected String wanted() {
        return month;
    }

    @Override
    protected void send(String key, String wanted) {
        command.accept(wanted, key);
    }
}
