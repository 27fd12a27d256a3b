package io.duebook.message;

import io.duebook.customer.Customers;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What was written to whom, and what became of it. */
@RestController
class MessageController {

    private final Messages messages;
    private final Customers customers;
    private final Transactions transactions;

    MessageController(Messages messages, Customers customers, Transactions transactions) {
        this.messages = messages;
        this.customers = customers;
        this.transactions = transactions;
    }

    @GetMapping("/v1/messages")
    Mono<Page<MessageView>> messages(
            @RequestParam(name = "customer", required = false) @Nullable CustomerId customer,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        Limit rows = Limit.of(limit);
        Cursor before = Cursor.parse(cursor, 1);
        return transactions.read(exists(customer)
                .then(messages.list(customer, before, rows.withOneMore())
                        .map(MessageView::of)
                        .collectList()
                        .map(found -> Page.of(
                                found,
                                rows.rows(),
                                last -> Cursor.after(last.id().value())))));
    }

    private Mono<Void> exists(@Nullable CustomerId customer) {
        return customer == null
                ? Mono.empty()
                : customers
                        .find(customer)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                        .then();
    }

    /**
     * A mail.
     *
     * @param about the public id of what it tells of
     * @param state queued, sent or failed
     */
    record MessageView(
            MessageId id,
            CustomerId customer,
            String kind,
            String about,
            String recipient,
            String language,
            String subject,
            String text,
            String state,
            int attempts,
            @Nullable String lastError,
            Instant createdAt,
            @Nullable Instant sentAt) {

        static MessageView of(Message message) {
            return new MessageView(
                    message.id(),
                    message.customer(),
                    message.kind(),
                    message.about(),
                    message.recipient(),
                    message.language(),
                    message.mail().subject(),
                    message.mail().plainText(),
                    message.state(),
                    message.attempts(),
                    message.lastError(),
                    message.createdAt(),
                    message.sentAt());
        }
    }
}
