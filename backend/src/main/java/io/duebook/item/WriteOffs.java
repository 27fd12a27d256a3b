package io.duebook.item;

import io.duebook.customer.Customers;
import io.duebook.platform.ApprovalRequest;
import io.duebook.platform.Approvals;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.shared.ApprovalId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Ends claims unpaid: written off (off the books, the claim remains) or waived (it is over). Above what the tenant lets
 * one person end alone it takes a second one.
 */
@Service
public class WriteOffs {

    private final Claims claims;
    private final GiveUpLimit limit;
    private final Items items;
    private final Customers customers;
    private final Tenants tenants;
    private final Approvals approvals;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    WriteOffs(
            Claims claims,
            GiveUpLimit limit,
            Items items,
            Customers customers,
            Tenants tenants,
            Approvals approvals,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.claims = claims;
        this.limit = limit;
        this.items = items;
        this.customers = customers;
        this.tenants = tenants;
        this.approvals = approvals;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Either it is done, or somebody else must agree first. */
    public sealed interface Outcome {}

    /** It is in the books. */
    public record Done() implements Outcome {}

    /** Nothing is posted before this is approved. */
    public record Waiting(ApprovalId approval) implements Outcome {}

    /**
     * Ends a claim or a part of it unpaid, or asks for approval. Whoever calls holds the customer's lock, and has seen
     * that the claim's document is issued.
     *
     * @throws ClaimRefused if more is asked than is left, or on a day when it was not, or on one to come
     */
    public Mono<Outcome> end(Ending ending) {
        return decided(ending).flatMap(ended -> mayAlone(ended)
                .flatMap(alone -> alone
                        ? write(ending, ended).thenReturn(new Done())
                        : ask(ending, ended).map(Waiting::new)));
    }

    /** The limit is the claim's: else whoever may end a part could end all of it part by part. */
    private Mono<Boolean> mayAlone(Claims.Ended ended) {
        return limit.mayAlone(List.of(ended.item().id()), ended.amount().amount());
    }

    /** The same by the word of a second person: whatever the amount. Empty where the claim is gone meanwhile. */
    Mono<Void> endApproved(Ending ending) {
        return transactions.write(items.find(List.of(ending.claim().value()))
                .next()
                .flatMap(item -> customers.lockEvenArchived(item.customer()))
                .then(Mono.defer(() -> decided(ending)))
                .switchIfEmpty(Mono.error(ClaimRefused::nothingLeft))
                .flatMap(ended -> write(ending, ended)));
    }

    private Mono<Claims.Ended> decided(Ending ending) {
        return tenants.current().flatMap(tenant -> decided(ending, tenant));
    }

    private Mono<Claims.Ended> decided(Ending ending, Tenant tenant) {
        UUID claim = ending.claim().value();
        var asked = new Claims.Asked(ending.amount(), ending.on());
        LocalDate today = tenant.today(clock);
        return switch (ending.way()) {
            case WRITE_OFF ->
                claims.writeOff(
                        claim, asked, today, tenant.policies().writeOff().taxRelief());
            case WAIVER -> claims.waive(claim, asked, today);
        };
    }

    /**
     * A command that waits, as it is kept.
     *
     * @param claim the public id of an invoice or charge
     */
    record Asked(
            String claim, @Nullable Long amount, @Nullable LocalDate on, String reason) {}

    /** With the amount as it is now: what was seen is what is approved. */
    private Mono<ApprovalId> ask(Ending ending, Claims.Ended ended) {
        return approvals.ask(new ApprovalRequest(
                ending.way().kind(),
                ending.claim(),
                ended.item().customer(),
                new Asked(
                        ending.claim().text(),
                        ended.amount().amount(),
                        ending.on(),
                        ending.reason().text()),
                ended.amount(),
                ending.reason()));
    }

    private Mono<Void> write(Ending ending, Claims.Ended ended) {
        return database.write(ended.write().and(events.append(told(ending, ended))));
    }

    /** What the log tells. */
    record Told(PublicId id, CustomerId customer, Money amount, LocalDate on) {}

    private static Event told(Ending ending, Claims.Ended ended) {
        OpenItem item = ended.item();
        return Event.because(
                ending.reason().text(),
                ending.way().eventOf(item.kind()),
                ending.claim(),
                item.customer(),
                new Told(ending.claim(), item.customer(), ended.amount(), ended.on()));
    }

    /** What a second person agreed to. */
    static Ending asked(Ending.Way way, Asked asked) {
        return new Ending(way, OpenItem.id(asked.claim()), asked.amount(), asked.on(), new Reason(asked.reason()));
    }
}
