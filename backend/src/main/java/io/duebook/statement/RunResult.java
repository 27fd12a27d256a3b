package io.duebook.statement;

import io.duebook.customer.CustomerName;
import io.duebook.message.DeliveryState;
import io.duebook.shared.MessageId;
import io.duebook.shared.StatementId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to for one customer.
 *
 * @param state pending, queued or not_sent
 * @param reason why nothing was sent: no_recipient, or the code of what was refused
 * @param statement what was frozen; kept also where nobody could be written to
 * @param mails one for each person it was written to
 */
record RunResult(
        CustomerName customer,
        String state,
        @Nullable String reason,
        @Nullable StatementId statement,
        @Nullable String number,
        List<SentMail> mails) {

    /**
     * A mail to one person, and what became of it.
     *
     * @param lastError why the last try to send it failed
     */
    record SentMail(
            MessageId id,
            String recipient,
            DeliveryState state,
            @Nullable String lastError) {}

    /** A row of a table: a customer and one of the mails, or none. */
    record Row(RunResult result, @Nullable SentMail mail) {}

    List<Row> rows() {
        return mails.isEmpty()
                ? List.of(new Row(this, null))
                : mails.stream().map(mail -> new Row(this, mail)).toList();
    }

    RunResult with(SentMail mail) {
        return new RunResult(
                customer,
                state,
                reason,
                statement,
                number,
                Stream.concat(mails.stream(), Stream.of(mail)).toList());
    }
}
