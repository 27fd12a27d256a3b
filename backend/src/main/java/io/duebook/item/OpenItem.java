package io.duebook.item;

import io.duebook.platform.UnknownReference;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is still unpaid of one claim. Never negative, never more than the claim.
 *
 * @param id the claim's own: that of the invoice, fee or interest claim
 * @param history every change of what is open, as far as it was read; what {@link AllocationDate} is found from
 * @param off what of it was written off and remains a claim
 * @param accessoryTo the debt that it is about, where it is a fee or interest of one
 * @param discount what it offers for being paid early, if it does
 * @param dues what of it is due when, the earliest first
 */
public record OpenItem(
        UUID id,
        CustomerId customer,
        Kind kind,
        String number,
        Money amount,
        Money open,
        LocalDate issuedOn,
        LocalDate dueOn,
        boolean disputed,
        List<Change> history,
        OffTheBooks off,
        @Nullable DebtOrder accessoryTo,
        @Nullable DiscountTerms discount,
        List<Due> dues) {

    /** A claim that is due on one day. */
    public OpenItem(
            UUID id,
            CustomerId customer,
            Kind kind,
            String number,
            Money amount,
            Money open,
            LocalDate issuedOn,
            LocalDate dueOn,
            boolean disputed,
            List<Change> history,
            OffTheBooks off,
            @Nullable DebtOrder accessoryTo,
            @Nullable DiscountTerms discount) {
        this(
                id,
                customer,
                kind,
                number,
                amount,
                open,
                issuedOn,
                dueOn,
                disputed,
                history,
                off,
                accessoryTo,
                discount,
                List.of(Due.whole(dueOn)));
    }

    /** By due date, issue date, id: customers expect it, and an aging stays honest. */
    public static final Comparator<OpenItem> OLDEST_FIRST = Comparator.comparing(OpenItem::order);

    /** A claim of which nothing was ever written off. */
    public OpenItem(
            UUID id,
            CustomerId customer,
            Kind kind,
            String number,
            Money amount,
            Money open,
            LocalDate issuedOn,
            LocalDate dueOn,
            boolean disputed,
            List<Change> history) {
        this(
                id,
                customer,
                kind,
                number,
                amount,
                open,
                issuedOn,
                dueOn,
                disputed,
                history,
                OffTheBooks.NOTHING,
                null,
                null);
    }

    /** Where it stands among what is owed. */
    private DebtOrder order() {
        return new DebtOrder(dueOn, issuedOn, id);
    }

    /** Where the debt stands to which it belongs: that which it is about, if it is about one. */
    DebtOrder debt() {
        return accessoryTo == null ? order() : accessoryTo;
    }

    /** What money may still settle: what is open, and what is off the books and is recovered by it. */
    public Money claimed() {
        return open.plus(new Money(off.amount(), open.currency()));
    }

    /** The same as if no more than this were open of it. */
    public OpenItem withOpen(Money less) {
        return new OpenItem(
                id,
                customer,
                kind,
                number,
                amount,
                less,
                issuedOn,
                dueOn,
                disputed,
                history,
                off,
                accessoryTo,
                discount,
                dues);
    }

    /** The same after an allocation of the command at hand. */
    OpenItem less(Allocation made) {
        ItemChange change = made.change();
        return new OpenItem(
                id,
                customer,
                kind,
                number,
                amount,
                new Money(open.amount() + change.open(), open.currency()),
                issuedOn,
                dueOn,
                disputed,
                Stream.concat(
                                history.stream(),
                                Stream.of(new Change(
                                        made.valueOn(), made.accountingOn(), Change.BY_THIS_COMMAND, change.open())))
                        .toList(),
                off.less(made),
                accessoryTo,
                discount == null ? null : discount.less(made),
                dues);
    }

    /**
     * What it offers still for being paid early. Nothing while a part of it is off the books: who pays a unit of the rest
     * would have the discount on the whole.
     */
    Optional<DiscountTerms> offered() {
        return off.amount() > 0 ? Optional.empty() : Optional.ofNullable(discount);
    }

    /** What money of a day need not pay of what is open, if the rest is paid, in minor units. */
    public long discountLeft(LocalDate moneyOn) {
        return offered()
                .map(terms -> Math.min(open.amount(), terms.left(moneyOn)))
                .orElse(0L);
    }

    /**
     * The first day, not before the given one, from which all that is open now is open on it and on every later day,
     * by both dates: the earliest on which the item may be taken back.
     */
    public LocalDate freeFrom(LocalDate notBefore) {
        return AllocationDate.freeFrom(
                history,
                Change::accountingOn,
                open.amount(),
                AllocationDate.freeFrom(history, Change::valueOn, open.amount(), notBefore));
    }

    /** When it was last changed, as far as the books know. */
    Instant recordedAt() {
        Instant open = Change.last(history);
        Instant off = Change.last(off().history());
        return off.isAfter(open) ? off : open;
    }

    /**
     * The claim that a client names: an invoice's id, a charge's, or that of a transfer by which it was taken over.
     *
     * @throws UnknownReference at the pointer, if the text is none of them
     */
    public static UUID named(String text, String pointer) {
        return parse(text).map(PublicId::value).orElseThrow(() -> new UnknownReference(pointer));
    }

    /** The id in a text that was written from one. */
    static PublicId id(String text) {
        return parse(text).orElseThrow();
    }

    private static Optional<PublicId> parse(String text) {
        return PublicId.parse(InvoiceId.PREFIX, text)
                .<PublicId>map(InvoiceId::new)
                .or(() -> PublicId.parse(ChargeId.PREFIX, text).map(ChargeId::new))
                .or(() -> PublicId.parse(TransferId.PREFIX, text).map(TransferId::new));
    }

    /** What kind of claim an item is of. */
    public enum Kind {
        INVOICE,
        FEE,
        INTEREST,
        /** Another customer's claim that this one took over. */
        TAKEN_OVER;

        /** The id by which the API knows a claim of this kind. */
        public PublicId idOf(UUID claim) {
            return switch (this) {
                case INVOICE -> new InvoiceId(claim);
                case FEE, INTEREST -> new ChargeId(claim);
                case TAKEN_OVER -> new TransferId(claim);
            };
        }

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The document that a claim of this kind is, as the journal and the event log call it. */
        public String document() {
            return this == TAKEN_OVER ? "transfer" : code();
        }

        public static Kind of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
