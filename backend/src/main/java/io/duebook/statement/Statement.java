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
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A statement of account. Computed from the books at the moment of asking, and says so: only a frozen one has
 * adjustments, for it opens with what the one before it said.
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

    /** The same, to be kept as it is. */
    Statement frozen() {
        return frozen(currencies);
    }

    private Statement frozen(List<? extends InCurrency> parts) {
        return new Statement(
                kind, customer, customerName, asOf, from, to, knownAt, timeZone, false, false, List.copyOf(parts));
    }

    /**
     * A statement of activity to be kept, that opens with what the one before it closed with.
     *
     * @param closings of the one before it, by currency code, in minor units
     * @param since what came into the books after it, of its days
     * @throws IllegalStateException if that does not lead to the balance of today: then the books do not hold together
     */
    static Statement following(
            Position position, LocalDate from, AsOf asOf, Map<String, Long> closings, List<BalanceChange> since) {
        return ofActivity(position, from, asOf)
                .frozen(currencies(position, closings, since)
                        .map(currency -> Activity.following(
                                position,
                                currency,
                                asOf,
                                from,
                                closings.getOrDefault(currency.code(), 0L),
                                since.stream()
                                        .filter(change -> change.currency().equals(currency))
                                        .toList()))
                        .toList());
    }

    /** Also those that only the one before it knows, as long as there is something in them. */
    private static Stream<Currency> currencies(
            Position position, Map<String, Long> closings, List<BalanceChange> since) {
        return Stream.of(
                        position.currencies().stream().map(Currency::code),
                        closings.entrySet().stream()
                                .filter(closing -> closing.getValue() != 0)
                                .map(Map.Entry::getKey),
                        since.stream().map(change -> change.currency().code()))
                .flatMap(codes -> codes)
                .sorted()
                .distinct()
                .map(Currency::of);
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
            @JsonDeserialize(using = DocumentId.class) PublicId id,
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

    /** Opening + adjustments + lines = closing, and closing is the balance. */
    record Activity(
            Currency currency,
            long opening,
            List<Adjustment> adjustments,
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

        static Activity following(
                Position position,
                Currency currency,
                AsOf asOf,
                LocalDate from,
                long opening,
                List<BalanceChange> since) {
            Aging aging = agingOf(position, currency, asOf);
            List<BalanceChange> changes = position.changesIn(currency);
            List<Adjustment> adjustments = adjusting(
                    opening,
                    Stream.concat(
                                    since.stream().filter(change -> change.on().isBefore(from)),
                                    changes.stream().filter(change -> change.isOfBefore(from)))
                            .toList());
            long adjusted =
                    adjustments.isEmpty() ? opening : adjustments.getLast().running();
            List<ActivityLine> lines = running(
                    adjusted,
                    changes.stream().filter(change -> !change.isOfBefore(from)).toList());
            long closing = lines.isEmpty() ? adjusted : lines.getLast().running();
            if (closing != aging.balance()) {
                throw new IllegalStateException("a statement of %s closes with %d %s and the books say %d"
                        .formatted(position.customer(), closing, currency.code(), aging.balance()));
            }
            return new Activity(
                    currency,
                    opening,
                    adjustments,
                    lines,
                    closing,
                    aging.open(),
                    aging.unapplied(),
                    aging.balance(),
                    aging.buckets());
        }

        private static List<Adjustment> adjusting(long opening, List<BalanceChange> changes) {
            var adjustments = new ArrayList<Adjustment>(changes.size());
            long running = opening;
            for (BalanceChange change : changes) {
                running = Math.addExact(running, change.amount());
                adjustments.add(Adjustment.of(change, running));
            }
            return List.copyOf(adjustments);
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
            @JsonDeserialize(using = DocumentId.class) PublicId id,
            @Nullable String number,
            long amount,
            long running) {}

    /**
     * A movement that came into the books too late for the statement of its day.
     *
     * @param on its accounting date
     * @param valueOn the day it is of
     * @param recordedAt when it was known
     * @param amount positive: the customer owes more
     * @param running the balance after it
     */
    record Adjustment(
            LocalDate on,
            LocalDate valueOn,
            Instant recordedAt,
            String kind,
            @JsonDeserialize(using = DocumentId.class) PublicId id,
            @Nullable String number,
            long amount,
            long running) {

        static Adjustment of(BalanceChange change, long running) {
            return new Adjustment(
                    change.on(),
                    change.valueOn(),
                    change.recordedAt(),
                    change.kind(),
                    change.id(),
                    change.number(),
                    change.amount(),
                    running);
        }
    }

    private static Aging agingOf(Position position, Currency currency, AsOf asOf) {
        return Aging.ofItems(
                currency, Buckets.usual(), position.itemsIn(currency), position.unappliedIn(currency), asOf);
    }
}
