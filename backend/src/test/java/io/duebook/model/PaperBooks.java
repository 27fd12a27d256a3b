package io.duebook.model;

import io.duebook.model.Movement.Basis;
import io.duebook.model.Movement.Transfer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The second set of books: lists of what is there and of what happened. Every figure is a sum over all of it. */
final class PaperBooks {

    /** Beyond every moment at which something is recorded. */
    static final Instant NOW = Instant.MAX;

    final ZoneId zone;
    final List<Party> customers = new ArrayList<>();
    final List<Claim> claims = new ArrayList<>();
    final List<Credit> credits = new ArrayList<>();
    final List<Made> allocations = new ArrayList<>();
    final List<GivenNote> notes = new ArrayList<>();
    final List<GivenBack> refunds = new ArrayList<>();
    final List<TakenBack> reversals = new ArrayList<>();
    final List<FiledImport> imports = new ArrayList<>();
    final List<Page> pages = new ArrayList<>();
    final List<Movement> movements = new ArrayList<>();

    boolean taxRelief = true;
    boolean fixedAtDefault;
    Instant now;

    PaperBooks(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** What a credit note takes back of claims it names, per rate; and what of it lowered claims off the books. */
    record GivenNote(Credit credit, long total, List<Share> shares, List<Movement> lowered) {

        /** @param claim none where the line names none */
        record Share(@Nullable Claim claim, BigDecimal rate, long net, long tax) {
            long gross() {
                return net + tax;
            }
        }
    }

    record GivenBack(Credit credit, long amount, Movement movement) {}

    /** A payment's reversal: what it settled then, and what became owed by it. */
    static final class TakenBack {
        final Credit credit;
        final List<Made> settled;
        final @Nullable Claim reclaimed;
        final LocalDate on;
        final String kind;
        boolean isReinstated;
        boolean isOfDispute;

        TakenBack(Credit credit, String kind, List<Made> settled, @Nullable Claim reclaimed, LocalDate on) {
            this.kind = kind;
            this.credit = credit;
            this.settled = settled;
            this.reclaimed = reclaimed;
            this.on = on;
        }
    }

    /** A page to pay on, and what the money is for. */
    static final class Page {
        final String id;
        final String url;
        final Party customer;
        final String currency;
        final Map<Claim, Long> shares;

        @Nullable
        Credit paid;

        Page(String id, String url, Party customer, String currency, Map<Claim, Long> shares) {
            this.id = id;
            this.url = url;
            this.customer = customer;
            this.currency = currency;
            this.shares = shares;
        }
    }

    static final class FiledImport {
        final String id;
        final List<Claim> claims = new ArrayList<>();
        final List<Credit> credits = new ArrayList<>();
        boolean isUndone;

        FiledImport(String id) {
            this.id = id;
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    // What happens.

    Movement move(
            String kind,
            @Nullable Claim claim,
            @Nullable Credit credit,
            long open,
            long unapplied,
            long off,
            Map<BigDecimal, Long> relief,
            List<Transfer> transfers,
            LocalDate valueOn,
            LocalDate accountingOn) {
        Party customer = claim != null ? claim.customer : Objects.requireNonNull(credit).customer;
        String currency = claim != null ? claim.currency : Objects.requireNonNull(credit).currency;
        return add(new Movement(
                kind,
                customer,
                currency,
                claim,
                credit,
                open,
                unapplied,
                off,
                Map.copyOf(relief),
                transfers.stream().filter(transfer -> transfer.amount() != 0).toList(),
                valueOn,
                accountingOn,
                now,
                null));
    }

    /** The opposite of a movement, on days of its own. */
    Movement undo(Movement done, String kind, LocalDate valueOn, LocalDate accountingOn) {
        return undo(done, kind, valueOn, accountingOn, done);
    }

    Movement undo(Movement done, String kind, LocalDate valueOn, LocalDate accountingOn, @Nullable Movement names) {
        var back = new HashMap<BigDecimal, Long>();
        done.relief().forEach((rate, amount) -> back.put(rate, -amount));
        return add(new Movement(
                kind,
                done.customer(),
                done.currency(),
                done.claim(),
                done.credit(),
                -done.open(),
                -done.unapplied(),
                -done.off(),
                back,
                done.transfers().stream().map(Transfer::back).toList(),
                valueOn,
                accountingOn,
                now,
                names));
    }

    private Movement add(Movement movement) {
        movements.add(movement);
        return movement;
    }

    void undo(Made made, LocalDate on) {
        undo(made.settled, "allocation_undone", on, on);
        if (made.recovered != null) {
            undo(made.recovered, "recovery_undone", on, on);
        }
        made.isUndone = true;
    }

    // What it comes to.

    long sum(Predicate<Movement> which, ToLongFunction<Movement> delta, Basis basis, LocalDate asOf, Instant knownAt) {
        return movements.stream()
                .filter(which)
                .filter(movement -> !movement.on(basis).isAfter(asOf))
                .filter(movement -> !movement.recordedAt().isAfter(knownAt))
                .mapToLong(delta)
                .sum();
    }

    long open(Claim claim) {
        return sum(of(claim), Movement::open, Basis.ACCOUNTING, LocalDate.MAX, NOW);
    }

    long off(Claim claim) {
        return sum(of(claim), Movement::off, Basis.ACCOUNTING, LocalDate.MAX, NOW);
    }

    /** What money may still settle. */
    long claimed(Claim claim) {
        return open(claim) + off(claim);
    }

    long unapplied(Credit credit) {
        return sum(of(credit), Movement::unapplied, Basis.ACCOUNTING, LocalDate.MAX, NOW);
    }

    Map<BigDecimal, Long> relief(Claim claim) {
        var relief = new TreeMap<BigDecimal, Long>();
        movements.stream().filter(of(claim)).forEach(movement -> movement.relief()
                .forEach((rate, amount) -> relief.merge(rate, amount, Long::sum)));
        relief.values().removeIf(amount -> amount == 0);
        return relief;
    }

    static Predicate<Movement> of(Claim claim) {
        return movement -> movement.claim() == claim;
    }

    static Predicate<Movement> of(Credit credit) {
        return movement -> movement.credit() == credit;
    }

    /** The allocations of a credit that stand, in the order in which they were made. */
    List<Made> standing(Credit credit) {
        return allocations.stream()
                .filter(made -> made.credit == credit && !made.isUndone)
                .toList();
    }

    /** What became owed because it had been given back of money that was then taken back, in that order. */
    List<Claim> reclaimed(Credit credit) {
        return movements.stream()
                .filter(movement -> movement.kind().equals("refund_reclaimed") && movement.credit() == credit)
                .map(movement -> Objects.requireNonNull(movement.claim()))
                .toList();
    }

    /** Credit notes that are not void and name the claim. */
    List<GivenNote.Share> credited(Claim claim) {
        return notes.stream()
                .filter(note -> !note.credit().isVoid)
                .flatMap(note -> note.shares().stream())
                .filter(share -> share.claim() == claim)
                .toList();
    }

    /** The first day, not before the given one, from which so much is there on it and on every later day. */
    LocalDate freeFrom(
            List<Movement> history, ToLongFunction<Movement> delta, Basis basis, long amount, LocalDate notBefore) {
        var days = new TreeSet<LocalDate>();
        days.add(notBefore);
        history.stream()
                .map(movement -> movement.on(basis))
                .filter(day -> day.isAfter(notBefore))
                .forEach(days::add);
        for (LocalDate day : days) {
            boolean isFree = days.tailSet(day).stream()
                    .allMatch(later -> history.stream()
                                    .filter(movement -> !movement.on(basis).isAfter(later))
                                    .mapToLong(delta)
                                    .sum()
                            >= amount);
            if (isFree) {
                return day;
            }
        }
        throw new AssertionError("never free: " + amount + " of " + history);
    }

    LocalDate openFrom(Claim claim, Basis basis, long amount, LocalDate notBefore) {
        return freeFrom(history(of(claim)), Movement::open, basis, amount, notBefore);
    }

    LocalDate unappliedFrom(Credit credit, Basis basis, long amount, LocalDate notBefore) {
        return freeFrom(history(of(credit)), Movement::unapplied, basis, amount, notBefore);
    }

    /** By both dates. */
    LocalDate offFrom(Claim claim, long amount, LocalDate notBefore) {
        List<Movement> history = history(of(claim));
        return amount == 0
                ? notBefore
                : freeFrom(
                        history,
                        Movement::off,
                        Basis.VALUE,
                        amount,
                        freeFrom(history, Movement::off, Basis.ACCOUNTING, amount, notBefore));
    }

    List<Movement> history(Predicate<Movement> which) {
        return movements.stream().filter(which).toList();
    }

    static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    // Accounts.

    static String receivable(Party customer) {
        return "receivable:" + customer.id();
    }

    static String unapplied(Party customer) {
        return "unapplied:" + customer.id();
    }

    static String writtenOff(Party customer) {
        return "written_off:" + customer.id();
    }

    static String tax(BigDecimal rate) {
        return "tax:" + rate.stripTrailingZeros().toPlainString();
    }
}
