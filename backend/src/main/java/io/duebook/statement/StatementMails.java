package io.duebook.statement;

import io.duebook.customer.Customers;
import io.duebook.item.Aging;
import io.duebook.message.Addressee;
import io.duebook.message.Mail;
import io.duebook.message.Mailing;
import io.duebook.message.QueuedMessage;
import io.duebook.message.StatementNotice;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.StatementId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Mails frozen statements: what the mail says of them is what they say. */
@Service
class StatementMails {

    private static final String NOT_DUE = "not_due";

    private final Statements statements;
    private final Mailing mailing;
    private final Customers customers;
    private final Tenants tenants;
    private final PortalAddress portal;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;

    StatementMails(
            Statements statements,
            Mailing mailing,
            Customers customers,
            Tenants tenants,
            PortalAddress portal,
            EventLog events,
            Database database,
            Transactions transactions) {
        this.statements = statements;
        this.mailing = mailing;
        this.customers = customers;
        this.tenants = tenants;
        this.portal = portal;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
    }

    /**
     * Sends a statement once more, however often it was sent before.
     *
     * @throws NotFound if there is none of this id
     * @throws StatementRefused if nobody is named and the customer has no address
     */
    Mono<SentStatement> send(StatementId id, StatementSending request) {
        UUID occasion = Ids.next();
        return transactions.write(statements
                .get(id)
                .zipWhen(statement -> recipients(statement.customer(), request.recipients()))
                .flatMap(found -> queue(found.getT1(), occasion, found.getT2()))
                .map(queued -> new SentStatement(
                        id, queued.stream().map(SentStatement.Sent::of).toList())));
    }

    /**
     * Queues it to the customer's contacts, once per occasion.
     *
     * @throws StatementRefused if the customer has no address
     */
    Mono<List<QueuedMessage>> send(StatementId id, UUID occasion) {
        return transactions.write(statements
                .get(id)
                .zipWhen(statement -> recipients(statement.customer(), null))
                .flatMap(found -> queue(found.getT1(), occasion, found.getT2())));
    }

    private Mono<List<Addressee>> recipients(CustomerId customer, @Nullable List<Recipient> named) {
        return named == null
                ? mailing.addressees(customer).collectList().doOnNext(StatementMails::mustBeSomebody)
                : language(customer).map(language -> named.stream()
                        .map(one -> new Addressee(one.email(), Objects.requireNonNullElse(one.language(), language)))
                        .toList());
    }

    private static void mustBeSomebody(List<Addressee> addressees) {
        if (addressees.isEmpty()) {
            throw StatementRefused.nobodyToSendTo();
        }
    }

    private Mono<String> language(CustomerId customer) {
        return tenants.current()
                .zipWhen(tenant -> customers.get(customer))
                .map(found -> Objects.requireNonNullElse(
                        found.getT2().details().language(), found.getT1().locale()));
    }

    private Mono<List<QueuedMessage>> queue(FrozenStatement statement, UUID occasion, List<Addressee> to) {
        return tenants.current()
                .flatMap(tenant -> mailing.queue(
                        statement.customer(), statement.id().text(), occasion, to, notice(statement, tenant)))
                .delayUntil(queued -> database.write(events.append(StatementEvents.sent(
                        statement, queued.stream().map(QueuedMessage::id).toList()))));
    }

    /**
     * What the mail would say.
     *
     * @param language null: the customer's
     * @throws NotFound if there is none of this id
     */
    Mono<StatementMail> preview(StatementId id, @Nullable MailLanguage language) {
        return transactions.read(statements
                .get(id)
                .zipWhen(statement -> language == null ? language(statement.customer()) : Mono.just(language.tag()))
                .zipWhen(
                        found -> tenants.current(),
                        (found, tenant) -> preview(notice(found.getT1(), tenant), found.getT2())));
    }

    private static StatementMail preview(StatementNotice notice, String language) {
        Mail mail = notice.in(Locale.forLanguageTag(language));
        return new StatementMail(language, mail.subject(), mail.plainText(), mail.html());
    }

    private StatementNotice notice(FrozenStatement statement, Tenant tenant) {
        return new StatementNotice(
                tenant.name(),
                statement.customerName(),
                statement.number(),
                statement.version(),
                statement.from(),
                statement.asOf(),
                statement.currencies().stream().map(StatementMails::balance).toList(),
                URI.create(portal.portalUrl() + "/statements/" + statement.id().text()),
                URI.create(statement.verificationUrl()));
    }

    private static StatementNotice.Balance balance(Statement.InCurrency part) {
        return switch (part) {
            case Statement.OpenItems items -> balance(items.balance(), items.currency(), items.aging());
            case Statement.Activity activity -> balance(activity.closing(), activity.currency(), activity.aging());
        };
    }

    private static StatementNotice.Balance balance(long balance, Currency currency, List<Aging.Bucket> aging) {
        return new StatementNotice.Balance(
                new Money(balance, currency), new Money(overdue(aging), currency).atMost(new Money(balance, currency)));
    }

    private static long overdue(List<Aging.Bucket> aging) {
        return aging.stream()
                .filter(bucket -> !bucket.bucket().equals(NOT_DUE))
                .mapToLong(Aging.Bucket::amount)
                .sum();
    }
}
