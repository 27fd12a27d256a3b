package io.duebook.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.NumberFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a tenant does business where the law or the trade leaves a choice. Commands follow what is chosen here.
 *
 * @param settlement what a payment without a designation settles first
 * @param applyCredits whether unapplied credit settles a new invoice by itself
 * @param numbering how documents are numbered that nobody gave a number
 * @param terms when invoices are due that say nothing else, of customers without terms of their own; null: each must say
 * @param mail under which name mails come, and where answers go
 * @param tolerance up to how much, in minor units of the document's currency, may stay unpaid and count as paid
 */
public record Policies(
        @NotNull @Valid Discount discount,
        @NotNull @Valid Interest interest,
        @NotNull Settlement settlement,
        boolean applyCredits,
        @PositiveOrZero @Max(1_000_000) long tolerance,
        @NotNull @Valid WriteOff writeOff,
        @NotNull WeekendShift weekendShift,
        @NotNull @Valid Numbering numbering,

        @Schema(
                oneOf = {String.class, Object.class},
                description = "net_30, eom_15 or alike, or an object that may offer a discount")
        @Nullable
        JsonNode terms,

        @NotNull @Valid Mail mail) {

    public Policies {
        terms = terms == null || terms.isNull() ? null : terms;
    }

    Policies with(Interest other) {
        return new Policies(
                discount, other, settlement, applyCredits, tolerance, writeOff, weekendShift, numbering, terms, mail);
    }

    /** What was stored with our defaults for what it does not say, which take no prefix from another. */
    Policies apart() {
        return new Policies(
                discount,
                interest,
                settlement,
                applyCredits,
                tolerance,
                writeOff,
                weekendShift,
                numbering.apart(),
                terms,
                mail);
    }

    /**
     * The same, once its terms are known to be some.
     *
     * @throws InvalidRequest if they break a rule
     * @throws MalformedRequest for a field that terms do not have
     */
    Policies checked() {
        if (terms != null) {
            PaymentTerms.read(terms);
        }
        return this;
    }

    /** What a new tenant begins with: no interest, no tolerance, no approvals. */
    public static final Policies DEFAULT = new Policies(
            new Discount(PartPayment.FULL_ONLY, true),
            new Interest(List.of(), InterestMode.FLOATING, 14),
            Settlement.OLDEST_FIRST,
            false,
            0,
            new WriteOff(true, null, List.of()),
            WeekendShift.NONE,
            new Numbering(
                    new Series("INV-", 6, 1),
                    new Series("CN-", 6, 1),
                    new Series("FEE-", 6, 1),
                    new Series("INT-", 6, 1),
                    new Series("DEP-", 6, 1),
                    new Series("ST-", 6, 1)),
            null,
            new Mail(null, null));

    /** @param taxFollows whether a discount lowers the tax as well */
    public record Discount(@NotNull PartPayment partPayment, boolean taxFollows) {}

    /** Whether a part payment within the discount period earns its part of the discount. */
    public enum PartPayment {
        @JsonProperty("full_only")
        FULL_ONLY,
        @JsonProperty("pro_rata")
        PRO_RATA
    }

    /**
     * @param rates in force from their day on, in order of their days; none: no interest
     * @param dueDays days after its issue on which an interest claim is due
     * @param preset the legal rates that these are; null: the tenant's own
     * @param knownUntil the last day for which the preset knew a rate, whatever a client says: from then on there is no
     *     interest until the preset is taken anew; null: no such day
     */
    public record Interest(
            @NotNull @Size(max = 200) List<@Valid @NotNull InterestRate> rates,
            @NotNull InterestMode mode,
            @Min(0) @Max(365) int dueDays,
            @Nullable @Size(min = 1, max = 40) String preset,
            @Nullable LocalDate knownUntil) {

        /** Rates as they were taken. */
        Interest(List<InterestRate> rates, InterestMode mode, int dueDays, @Nullable String preset) {
            this(rates, mode, dueDays, preset, null);
        }

        /** Rates of the tenant's own. */
        public Interest(List<InterestRate> rates, InterestMode mode, int dueDays) {
            this(rates, mode, dueDays, null);
        }

        public Interest {
            rates = rates == null ? List.of() : List.copyOf(rates);
            knownUntil =
                    preset == null || rates.isEmpty() ? null : rates.getLast().dayBeforeNothing();
        }

        boolean isOfTheSameRates(Interest other) {
            return rates.equals(other.rates) && mode == other.mode;
        }

        @AssertTrue(message = "each rate must begin after the one before it")
        boolean isInOrder() {
            for (int at = 1; at < rates.size(); at++) {
                if (rates.get(at).from() == null
                        || rates.get(at - 1).from() == null
                        || !rates.get(at).from().isAfter(rates.get(at - 1).from())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @param percent a year, a decimal text of at most six places */
    public record InterestRate(
            @NotNull LocalDate from,

            @NotNull @Pattern(regexp = "\\d{1,3}(\\.\\d{1,6})?", message = "must be a decimal of at most six places")
            String percent) {

        private @Nullable LocalDate dayBeforeNothing() {
            return from != null && "0".equals(percent) ? from.minusDays(1) : null;
        }
    }

    /** Whether the rate follows the table day by day, or stays what it was when the debt fell due. */
    public enum InterestMode {
        @JsonProperty("floating")
        FLOATING,
        @JsonProperty("fixed_at_default")
        FIXED_AT_DEFAULT
    }

    /** How documents are numbered that nobody gave a number: without gaps. */
    public record Numbering(
            @NotNull @Valid Series invoice,
            @NotNull @Valid Series creditNote,
            @NotNull @Valid Series fee,
            @NotNull @Valid Series interest,
            @NotNull @Valid Series deposit,
            @NotNull @Valid Series statement) {

        /** The series that a tenant never chose give way to those it did: an earlier one of the same prefix keeps it. */
        Numbering apart() {
            Set<String> taken = new HashSet<>();
            taken.add(invoice.prefix());
            taken.add(creditNote.prefix());
            return new Numbering(
                    invoice,
                    creditNote,
                    fee.apart(taken),
                    interest.apart(taken),
                    deposit.apart(taken),
                    statement.apart(taken));
        }

        @AssertTrue(message = "each kind of document needs a prefix of its own")
        boolean isTellingThemApart() {
            List<String> prefixes = Stream.of(invoice, creditNote, fee, interest, deposit, statement)
                    .filter(Objects::nonNull)
                    .map(Series::prefix)
                    .toList();
            return prefixes.stream().distinct().count() == prefixes.size();
        }
    }

    /**
     * @param prefix before the count; {@code {year}} in it stands for the year of the document, and begins the count anew
     * @param digits at least so many, filled up with noughts
     * @param start the first of the count; where the count is behind, it goes on from here
     */
    public record Series(
            @NotNull
            @Size(max = 24)
            @Pattern(
                    regexp = "[A-Za-z0-9/._-]*(\\{year})?[A-Za-z0-9/._-]*",
                    message = "takes letters, digits, / . _ - and {year} once")
            String prefix,

            @Min(1) @Max(12) int digits,
            @Min(1) @Max(999_999_999_999L) long start) {

        private Series apart(Set<String> taken) {
            String free = prefix;
            for (int at = 2; !taken.add(free); at++) {
                free = prefix + at + "-";
            }
            return free.equals(prefix) ? this : new Series(free, digits, start);
        }

        public NumberFormat format() {
            return new NumberFormat(prefix, digits, start);
        }
    }

    /**
     * @param senderName under which mails come; null: the tenant's name
     * @param replyTo where answers to them go; null: to the installation's own address
     */
    public record Mail(
            @Nullable
            @Size(min = 1, max = 80)
            @Pattern(regexp = "[^\\x00-\\x1f\\x7f]*", message = "takes no control characters")
            String senderName,

            @Nullable @Size(max = 254) @Email String replyTo) {}

    /** In which order a payment settles debts the payer did not name. */
    public enum Settlement {
        @JsonProperty("oldest_first")
        OLDEST_FIRST,
        @JsonProperty("statutory")
        STATUTORY
    }

    /**
     * @param taxRelief whether writing off takes the tax back
     * @param approveAbove above which amount, in minor units of the claim's currency, a second person must agree to what
     *     ends of it without money; null: never
     * @param limits what holds instead for people of these roles; who has several has the widest
     */
    public record WriteOff(
            boolean taxRelief,
            @Nullable @PositiveOrZero Long approveAbove,
            @NotNull @Size(max = 20) List<@Valid @NotNull RoleLimit> limits) {

        public WriteOff {
            limits = limits == null ? List.of() : List.copyOf(limits);
        }

        @AssertTrue(message = "a role has one limit")
        boolean isOncePerRole() {
            return limits.stream().map(RoleLimit::role).distinct().count() == limits.size();
        }

        /**
         * Whether somebody may write off or waive, or take what a payer withheld, without a second person.
         *
         * @param roles by their names; a program has none
         * @param amount what ends of a claim together with what ended of it before, in minor units
         */
        public boolean mayAlone(Collection<String> roles, long amount) {
            List<RoleLimit> own = limits.stream()
                    .filter(limit -> roles.contains(limit.role().word()))
                    .toList();
            return own.isEmpty()
                    ? approveAbove == null || amount <= approveAbove
                    : own.stream().anyMatch(limit -> limit.upTo() == null || amount <= limit.upTo());
        }
    }

    /** @param upTo what people of the role may write off, waive or take off alone, in minor units; null: any amount */
    public record RoleLimit(
            @NotNull Role role, @Nullable @PositiveOrZero Long upTo) {}

    /** Where a due date goes that follows from terms and falls on a Saturday or Sunday. */
    public enum WeekendShift {
        @JsonProperty("none")
        NONE,
        @JsonProperty("following")
        FOLLOWING,
        @JsonProperty("preceding")
        PRECEDING;

        /**
         * The day itself, or the business day that stands for it.
         *
         * @param notBefore that no earlier day stands for it
         */
        public LocalDate shifted(LocalDate day, LocalDate notBefore) {
            return switch (this) {
                case NONE -> day;
                case FOLLOWING -> following(day);
                case PRECEDING -> {
                    LocalDate before =
                            day.minusDays(Math.max(0, day.getDayOfWeek().getValue() - FRIDAY));
                    yield before.isBefore(notBefore) ? following(day) : before;
                }
            };
        }

        private static LocalDate following(LocalDate day) {
            int weekday = day.getDayOfWeek().getValue();
            return weekday > FRIDAY ? day.plusDays(MONDAY_AFTER - weekday) : day;
        }

        private static final int FRIDAY = 5;
        private static final int MONDAY_AFTER = 8;
    }
}
