package io.duebook.statement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.duebook.item.Aging;
import io.duebook.item.AsOf;
import io.duebook.item.BalanceChange;
import io.duebook.item.Buckets;
import io.duebook.item.ItemAsOf;
import io.duebook.item.Position;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement of account. Computed from the books at the moment of asking, and says so: only a frozen one has
 * adjustments.
 *
 * @param kind open_item or activity
 * @param asOf the day whose end it shows; of an activity statement the last
 * @param provisional whether a transaction under way may still change it
 * @param from first day of an activity statement; null in an open-item statement
 * @param to last day of an activity statement; null in an open-item statement
 */
record Statement(
        String kind,
        CustomerId customer,
        String customerName,
        LocalDate asOf,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate from,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate to,
        Instant knownAt,
        String timeZone,
        boolean provisional,
        boolean computed,
        List<? extends InCurrency> currencies) {

    static Statement ofOpenItems(Position position, AsOf asOf) {
        return new Statement(
                "open_item",
                position.customer(),
                position.customerName(),
                asOf.day(),
                null,
                null,
                asOf.knownAt(),
                asOf.zone().getId(),
                asOf.provisional(),
                true,
                position.currencies().stream()
                        .map(currency -> OpenItems.of(position, currency, asOf))
                        .toList());
    }

    static Statement ofActivity(Position position, LocalDate from, AsOf asOf) {
        return new Statement(
                "activity",
                position.customer(),
                position.customerName(),
                asOf.day(),
                from,
                asOf.day(),
                asOf.knownAt(),
                asOf.zone().getId(),
                asOf.provisional(),
                true,
                position.currencies().stream()
                        .map(currency -> Activity.of(position, currency, asOf))
                        .toList());
    }

    /** One currency's part; amounts in its minor units. */
    @Schema(oneOf = {OpenItems.class, Activity.class})
    sealed interface InCurrency {
        Currency currency();
    }

    /** Claims not settled at the end of the day, by due date. */
    record OpenItems(
            Currency currency,
            List<OpenItemLine> lines,
            long open,
            long unapplied,
            long balance,
            List<Aging.Bucket> aging)
            implements InCurrency {

        static OpenItems of(Position position, Currency currency, AsOf asOf) {
            Aging aging = agingOf(position, currency, asOf);
            return new OpenItems(
                    currency,
                    position.itemsIn(currency).stream()
                            .map(item -> OpenItemLine.of(item, asOf.day()))
                            .toList(),
                    aging.open(),
                    aging.unapplied(),
                    aging.balance(),
                    aging.buckets());
        }
    }

    /**
     * A claim.
     *
     * @param daysPastDue 0 on the due date, negative before it
     * @param retention whether it is money that the customer keeps back until the warranty is over
     */
    record OpenItemLine(
            PublicId id,
            String number,
            LocalDate issueDate,
            LocalDate dueDate,
            long original,
            long settled,
            long open,
            long daysPastDue,
            boolean retention) {

        static OpenItemLine of(ItemAsOf item, LocalDate day) {
            return new OpenItemLine(
                    item.publicId(),
                    item.number(),
                    item.issuedOn(),
                    item.dueOn(),
                    item.original(),
                    item.settled(),
                    item.open(),
                    item.daysPastDue(day),
                    item.retention());
        }
    }

    /** Opening + lines = closing, and closing is the balance. */
    record Activity(
            Currency currency,
            long opening,
            List<ActivityLine> adjustments,
            List<ActivityLine> lines,
            long closing,
            long open,
            long unapplied,
            long balance,
            List<Aging.Bucket> aging)
            implements InCurrency {

        static Activity of(Position position, Currency currency, AsOf asOf) {
            Aging aging = agingOf(position, currency, asOf);
            List<BalanceChange> changes = position.changesIn(currency);
            long opening = changes.stream().map(BalanceChange::amount).reduce(aging.balance(), Math::subtractExact);
            return new Activity(
                    currency,
                    opening,
                    List.of(),
                    running(opening, changes),
                    aging.balance(),
                    aging.open(),
                    aging.unapplied(),
                    aging.balance(),
                    aging.buckets());
        }

        private static List<ActivityLine> running(long opening, List<BalanceChange> changes) {
            var lines = new ArrayList<ActivityLine>(changes.size());
            long running = opening;
            for (BalanceChange change : changes) {
                running = Math.addExact(running, change.amount());
                lines.add(new ActivityLine(
                        change.on(), change.kind(), change.id(), change.number(), change.amount(), running));
            }
            return List.copyOf(lines);
        }
    }

    /**
     * A movement of the balance.
     *
     * @param amount positive: the customer owes more
     * @param running the balance after it
     */
    record ActivityLine(
            LocalDate on,
            String kind,
            PublicId id,
            @Nullable String number,
            long amount,
            long running) {}

    private static Aging agingOf(Position position, Currency currency, AsOf asOf) {
        return Aging.ofItems(
                currency, Buckets.usual(), position.itemsIn(currency), position.unappliedIn(currency), asOf);
    }
}
