package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.DepositsApi.Deposit;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.words.Due;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How a deposit stands, in a word or two. */
final class DepositWords {

    private DepositWords() {}

    /** What is asked for and not paid tells when it is to be paid; a part that came is told beside it. */
    static Mark mark(Component on, Deposit deposit, LocalDate today) {
        if (deposit.state().equals("requested")) {
            Due due = Due.of(ChronoUnit.DAYS.between(deposit.dueDate(), today));
            // Nothing is owed until something is delivered, so it is late without being a debt.
            return new Mark(on.getTranslation(due.key(), due.days()), due.isOverdue() ? "warn" : due.look());
        }
        return new Mark(
                on.getTranslation("deposit_state." + deposit.state()),
                switch (deposit.state()) {
                    case "paid" -> "good";
                    case "used" -> "ok";
                    case "partly_paid" -> "warn";
                    default -> "neutral";
                });
    }
}
