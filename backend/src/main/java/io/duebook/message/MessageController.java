package io.duebook.message;

import io.duebook.customer.Customers;
import io.duebook.document.Printer;
import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Transactions;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What was written to whom, and what became of it. */
@RestController
@RequestMapping("/v1/messages")
class MessageController {

    private static final Table<MessageView> TABLE = Table.<MessageView>named("messages")
            .column("id", MessageView::id)
            .column("customer", MessageView::customer)
            .column("kind", MessageView::kind)
            .column("about", MessageView::about)
            .column("recipient", MessageView::recipient)
            .column("language", MessageView::language)
            .column("subject", MessageView::subject)
            .column("state", message -> message.state().code())
            .column("attempts", MessageView::attempts)
            .column("last_error", MessageView::lastError)
            .column(
                    "enclosed",
                    message -> message.enclosed() == null
                            ? null
                            : message.enclosed().fileName())
            .column("created_at", MessageView::createdAt)
            .column("sent_at", MessageView::sentAt)
            .column("bounced_at", MessageView::bouncedAt);

    private final Messages messages;
    private final Enclosures enclosures;
    private final Customers customers;
    private final Commands commands;
    private final Transactions transactions;
    private final EventLog events;
    private final Database database;

    MessageController(
            Messages messages,
            Enclosures enclosures,
            Customers customers,
            Commands commands,
            Transactions transactions,
            EventLog events,
            Database database) {
        this.messages = messages;
        this.enclosures = enclosures;
        this.customers = customers;
        this.commands = commands;
        this.transactions = transactions;
        this.events = events;
        this.database = database;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<MessageView>> messages(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable DeliveryState state,
            @RequestParam(required = false) @Nullable String about,
            @RequestParam(required = false) @Nullable String recipient,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = new MessageFilter(customer, state, about, recipient);
        return Mono.defer(() -> list(filter, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    /** The same list as one file. */
    @GetMapping(produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable DeliveryState state,
            @RequestParam(required = false) @Nullable String about,
            @RequestParam(required = false) @Nullable String recipient) {
        var filter = new MessageFilter(customer, state, about, recipient);
        return TableFiles.of(asked, TABLE, (after, limit) -> list(filter, after, limit));
    }

    private Mono<Page<MessageView>> list(MessageFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(filter.customer())
                .thenMany(messages.list(filter, after, limit.withOneMore()))
                .map(MessageView::of)
                .collectList()
                .map(found -> Page.of(
                        found, limit.rows(), last -> Cursor.after(last.id().value()))));
    }

    @GetMapping("/{id}")
    Mono<MessageView> message(@PathVariable MessageId id) {
        return find(id).map(MessageView::of);
    }

    /** What it says, as it was written. */
    @GetMapping("/{id}/content")
    Mono<MessageContent> content(@PathVariable MessageId id) {
        return find(id).map(MessageContent::of);
    }

    /** The document that went with it, byte by byte. */
    @GetMapping(path = "/{id}/enclosure", produces = MediaType.APPLICATION_PDF_VALUE)
    Mono<ResponseEntity<byte[]>> enclosure(@PathVariable MessageId id) {
        return transactions
                .read(messages.find(id)
                        .filter(message -> message.enclosed() != null)
                        .flatMap(message -> enclosures.find(message.about(), message.language())))
                .map(enclosure -> Printer.answer(enclosure.content(), enclosure.fileName()))
                .switchIfEmpty(Mono.error(NotFound::new));
    }

    private Mono<Message> find(MessageId id) {
        return transactions.readByKey(messages.find(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    /** Sends one again that did not arrive: the same mail, under the same Message-ID. */
    @PostMapping("/{id}/retry")
    Mono<ResponseEntity<MessageView>> retry(@PathVariable MessageId id) {
        return commands.once(
                Map.of(),
                MessageView.class,
                messages.findAndLock(id)
                        .switchIfEmpty(Mono.error(NotFound::new))
                        .doOnNext(MessageController::mustBeInTrouble)
                        .delayUntil(found -> messages.retry(id, found.recipient())
                                .then(database.write(events.append(MessageEvents.retried(found)))))
                        .then(Mono.defer(() -> messages.find(id)))
                        .map(MessageView::of)
                        .map(ResponseEntity::ok));
    }

    private static void mustBeInTrouble(Message message) {
        if (!message.state().mayBeRetried()) {
            throw MessageRefused.notInTrouble(message.state());
        }
    }
}
