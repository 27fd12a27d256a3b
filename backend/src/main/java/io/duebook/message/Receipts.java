package io.duebook.message;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.EventReader;
import io.duebook.platform.NumberedEvent;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Writes a receipt to each of a customer's people when a payment arrives. Payments of the past, which somebody only
 * enters, get none; neither do those of an import, of which the log tells as a whole.
 */
@Component
class Receipts implements EventReader {

    private static final String PAYMENT_RECEIVED = "payment.received";

    /** A receipt that comes later than this tells nobody anything new. */
    private static final int NEWS_FOR_DAYS = 7;

    private final Messages messages;
    private final Mailing mailing;
    private final Tenants tenants;
    private final BusinessClock clock;

    Receipts(Messages messages, Mailing mailing, Tenants tenants, BusinessClock clock) {
        this.messages = messages;
        this.mailing = mailing;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "receipts";
    }

    @Override
    public Set<String> types() {
        return Set.of(PAYMENT_RECEIVED);
    }

    @Override
    public Mono<Void> read(List<NumberedEvent> events) {
        List<NumberedEvent> payments = events.stream()
                .filter(event -> event.type().equals(PAYMENT_RECEIVED) && event.customer() != null)
                // What was had before the books began arrived long ago.
                .filter(event -> !event.object().path("account").asString("").equals("opening"))
                .toList();
        return payments.isEmpty()
                ? Mono.empty()
                : tenants.current().flatMap(tenant -> Flux.fromIterable(payments)
                        .filter(payment -> isNews(payment, tenant))
                        .concatMap(payment -> write(payment, tenant))
                        .then());
    }

    private boolean isNews(NumberedEvent payment, Tenant tenant) {
        LocalDate received =
                LocalDate.parse(payment.object().path("received_on").asString());
        return !received.isBefore(tenant.today(clock).minusDays(NEWS_FOR_DAYS));
    }

    private Mono<Void> write(NumberedEvent payment, Tenant tenant) {
        CustomerId customer = Objects.requireNonNull(payment.customer());
        return messages.addressees(customer, tenant.locale())
                .collectList()
                .filter(addressees -> !addressees.isEmpty())
                // Only then: asked at once and given up, the statement would be prepared anew each time, and stay.
                .zipWhen(addressees -> messages.numbers(claims(payment.object())))
                .flatMap(found -> mailing.queue(
                        customer,
                        payment.subject(),
                        Message.ONLY,
                        found.getT1().stream().map(Messages.Known::addressee).toList(),
                        receipt(
                                payment.object(),
                                tenant,
                                found.getT1().getFirst().customerName(),
                                found.getT2())))
                .then();
    }

    private static Receipt receipt(JsonNode payment, Tenant tenant, String customerName, Map<UUID, String> numbers) {
        Money amount = money(payment.path("amount"));
        return new Receipt(
                new PaymentId(
                        PublicId.parse(PaymentId.PREFIX, payment.path("id").asString())
                                .orElseThrow()),
                tenant.name(),
                customerName,
                amount,
                LocalDate.parse(payment.path("received_on").asString()),
                payment.path("account").asString("").equals("bill"),
                settled(payment, amount.currency(), numbers),
                payment.path("passed_on").isObject() ? money(payment.path("passed_on")) : null,
                money(payment.path("unapplied")));
    }

    /** Per claim, however many allocations it took. */
    private static List<Receipt.Settled> settled(JsonNode payment, Currency currency, Map<UUID, String> numbers) {
        // By what is claimed and not by its number, which claims of different kinds and currencies may share.
        var byClaim = new LinkedHashMap<UUID, Money>();
        payment.path("allocations").forEach(allocation -> claim(allocation)
                .filter(numbers::containsKey)
                .ifPresent(claim -> byClaim.merge(claim, amount(allocation, currency), Money::plus)));
        return byClaim.entrySet().stream()
                .map(one -> new Receipt.Settled(Objects.requireNonNull(numbers.get(one.getKey())), one.getValue()))
                .toList();
    }

    /** In the claim's currency; older events say none, for it was the payment's. */
    private static Money amount(JsonNode allocation, Currency paid) {
        return new Money(
                allocation.path("amount").asLong(),
                allocation.has("currency")
                        ? Currency.of(allocation.path("currency").asString())
                        : paid);
    }

    private static List<UUID> claims(JsonNode payment) {
        return payment.path("allocations")
                .valueStream()
                .flatMap(allocation -> claim(allocation).stream())
                .toList();
    }

    /** An invoice, fee or interest claim: the three letters differ, the id beneath is the item's. */
    private static java.util.Optional<UUID> claim(JsonNode allocation) {
        String id = allocation.path("invoice").asString("");
        int end = id.indexOf('_') + 1;
        return PublicId.parse(id.substring(0, end), id);
    }

    private static Money money(JsonNode money) {
        return new Money(
                money.path("amount").asLong(),
                Currency.of(money.path("currency").asString()));
    }
}
