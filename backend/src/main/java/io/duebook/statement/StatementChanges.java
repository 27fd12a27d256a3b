package io.duebook.statement;

import static java.util.stream.Collectors.groupingBy;

import io.duebook.item.AsOf;
import io.duebook.item.BalanceChange;
import io.duebook.item.ClaimChange;
import io.duebook.item.ItemAsOf;
import io.duebook.item.Position;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import io.duebook.shared.StatementId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came into the books for the days of a frozen statement after it was frozen. Where nothing did, each currency was
 * what it is now.
 *
 * @param asOf the day whose end the statement shows
 * @param knownAt with which knowledge it is compared: now
 * @param provisional whether a transaction under way may still change the answer
 */
record StatementChanges(
        StatementId id,
        String number,
        int version,
        CustomerId customer,
        LocalDate asOf,
        Instant knownAt,
        String timeZone,
        boolean provisional,
        List<? extends ChangesInCurrency> currencies) {

    /** One currency's part; amounts in its minor units. */
    @Schema(oneOf = {ActivityChanges.class, OpenItemChanges.class})
    sealed interface ChangesInCurrency {}

    /**
     * Was + lines = now.
     *
     * @param bookedLater what is of these days and was booked in a later period, for it came too late: not in the balance now
     */
    record ActivityChanges(
            Currency currency,
            List<Statement.Adjustment> lines,
            long was,
            long now,
            List<Statement.Adjustment> bookedLater)
            implements ChangesInCurrency {}

    /**
     * The balances, and the claims of which another amount was open that day than the statement says. What the lines are
     * more, less what unapplied credit is more, is what the balance is more.
     */
    record OpenItemChanges(
            Currency currency, List<ChangedClaim> lines, long was, long now, long unappliedWas, long unappliedNow)
            implements ChangesInCurrency {}

    /**
     * A claim.
     *
     * @param was open of it, as the statement says; 0 where it does not know it
     * @param now open of it that day, as is known now
     */
    record ChangedClaim(
            PublicId id,
            String number,
            LocalDate issueDate,
            LocalDate dueDate,
            long was,
            long now,
            List<ClaimReason> because) {}

    /**
     * What changed a claim.
     *
     * @param amount positive: more is open
     */
    record ClaimReason(LocalDate on, LocalDate valueOn, Instant recordedAt, String kind, PublicId id, long amount) {

        static ClaimReason of(ClaimChange change) {
            return new ClaimReason(
                    change.on(), change.valueOn(), change.recordedAt(), change.kind(), change.id(), change.amount());
        }
    }

    static StatementChanges ofActivity(FrozenStatement frozen, Position now, AsOf asOf, List<BalanceChange> changes) {
        Map<String, Long> was = frozen.closings();
        return of(
                frozen,
                asOf,
                currencies(was, now, changes.stream().map(BalanceChange::currency))
                        .map(currency -> ofActivity(
                                currency,
                                was.getOrDefault(currency.code(), 0L),
                                now.balanceIn(currency),
                                asOf.day(),
                                changes))
                        .toList());
    }

    private static ActivityChanges ofActivity(
            Currency currency, long was, long now, LocalDate day, List<BalanceChange> changes) {
        var lines = new ArrayList<Statement.Adjustment>();
        var bookedLater = new ArrayList<Statement.Adjustment>();
        long running = was;
        for (BalanceChange change : changes) {
            if (!change.currency().equals(currency)) {
                continue;
            }
            if (change.on().isAfter(day)) {
                bookedLater.add(Statement.Adjustment.of(change, running));
            } else {
                running = Math.addExact(running, change.amount());
                lines.add(Statement.Adjustment.of(change, running));
            }
        }
        return new ActivityChanges(currency, List.copyOf(lines), was, now, List.copyOf(bookedLater));
    }

    static StatementChanges ofOpenItems(FrozenStatement frozen, Position now, AsOf asOf, List<ClaimChange> changes) {
        Map<UUID, List<ClaimChange>> byItem = changes.stream().collect(groupingBy(ClaimChange::item));
        return of(
                frozen,
                asOf,
                currencies(frozen.closings(), now, Stream.empty())
                        .map(currency -> ofOpenItems(currency, frozen.openItemsIn(currency), now, byItem))
                        .toList());
    }

    private static OpenItemChanges ofOpenItems(
            Currency currency, Statement.@Nullable OpenItems was, Position now, Map<UUID, List<ClaimChange>> changes) {
        return new OpenItemChanges(
                currency,
                Claim.of(was == null ? List.of() : was.lines(), now.itemsIn(currency)).stream()
                        .filter(claim -> claim.was != claim.now)
                        .map(claim -> claim.changed(changes))
                        .toList(),
                was == null ? 0 : was.balance(),
                now.balanceIn(currency),
                was == null ? 0 : was.unapplied(),
                now.unappliedIn(currency));
    }

    private static Stream<Currency> currencies(Map<String, Long> was, Position now, Stream<Currency> changed) {
        return Stream.of(
                        was.keySet().stream(),
                        now.currencies().stream().map(Currency::code),
                        changed.map(Currency::code))
                .flatMap(codes -> codes)
                .sorted()
                .distinct()
                .map(Currency::of);
    }

    private static StatementChanges of(
            FrozenStatement frozen, AsOf asOf, List<? extends ChangesInCurrency> currencies) {
        return new StatementChanges(
                frozen.id(),
                frozen.number(),
                frozen.version(),
                frozen.customer(),
                frozen.asOf(),
                asOf.knownAt(),
                asOf.zone().getId(),
                asOf.provisional(),
                List.copyOf(currencies));
    }

    /** What was and is open of one claim, all its parts together. */
    private static final class Claim {

        private final PublicId id;
        private final String number;
        private final LocalDate issueDate;
        private final LocalDate dueDate;
        private long was;
        private long now;

        private Claim(PublicId id, String number, LocalDate issueDate, LocalDate dueDate) {
            this.id = id;
            this.number = number;
            this.issueDate = issueDate;
            this.dueDate = dueDate;
        }

        /** By due date, as the statement had them; then what it does not know. */
        static List<Claim> of(List<Statement.OpenItemLine> lines, List<ItemAsOf> items) {
            var claims = new LinkedHashMap<PublicId, Claim>();
            for (Statement.OpenItemLine line : lines) {
                claims.computeIfAbsent(line.id(), id -> new Claim(id, line.number(), line.issueDate(), line.dueDate()))
                                .was +=
                        line.open();
            }
            for (ItemAsOf item : items) {
                claims.computeIfAbsent(
                                        item.publicId(),
                                        id -> new Claim(id, item.number(), item.issuedOn(), item.dueOn()))
                                .now +=
                        item.open();
            }
            return List.copyOf(claims.values());
        }

        ChangedClaim changed(Map<UUID, List<ClaimChange>> changes) {
            return new ChangedClaim(
                    id,
                    number,
                    issueDate,
                    dueDate,
                    was,
                    now,
                    Objects.requireNonNullElse(changes.get(id.value()), List.<ClaimChange>of()).stream()
                            .map(ClaimReason::of)
                            .toList());
        }
    }
}
