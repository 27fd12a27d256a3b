package io.duebook.invoice;

import io.duebook.item.OpenItem;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CurrencyMismatch;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A credit note as a client asks for it.
 *
 * @param number the next of its series unless given
 * @param issueDate today unless given
 * @param allocate {@code named} (default): settles the claims it names, as far as they are open; or {@code none}
 * @param reason why it is given, for the customer to read
 */
record NewCreditNote(
        @NotNull CustomerId customer,
        @Size(min = 1, max = 64) @Nullable String number,
        @Size(min = 1, max = 100) @Nullable String externalId,
        @Nullable LocalDate issueDate,
        @NotNull Currency currency,
        @NotEmpty @Size(max = 1000) List<@Valid @NotNull NewCreditLine> lines,
        @Pattern(regexp = "named|none") @Nullable String allocate,
        @Size(min = 1, max = 500) @Nullable String reason,
        @Size(max = 200) @Nullable String reference,
        @Size(max = 50) @Nullable Map<String, @NotNull @Size(max = 500) String> metadata) {

    /**
     * A line as a client asks for it.
     *
     * @param invoice the claim it takes back from: an invoice's id or a charge's
     * @param invoiceLine the line of that invoice, the first being 1
     * @param quantity a positive decimal with at most six places
     * @param unitAmount in minor units of the currency, before tax, positive
     * @param taxRate in percent, 0 to 100, at most six places
     */
    record NewCreditLine(
            @Nullable String invoice,
            @Positive @Nullable Integer invoiceLine,
            @NotNull @Size(min = 1, max = 500) String description,
            @NotNull @Pattern(regexp = DECIMAL) String quantity,
            @NotNull @Positive @Max(Money.MOST) Long unitAmount,
            @NotNull @Pattern(regexp = DECIMAL) String taxRate) {}

    static final String DECIMAL = "\\d{1,12}(\\.\\d{1,6})?";
    private static final BigDecimal MOST = BigDecimal.valueOf(Money.MOST);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    boolean allocatesToNamed() {
        return allocate == null || allocate.equals("named");
    }

    /**
     * The lines as they count.
     *
     * @throws InvalidRequest with every field that breaks a rule
     * @throws UnknownReference if a line names what is no claim's id
     */
    List<CreditLine> creditLines() {
        List<FieldError> errors =
                IntStream.range(0, lines.size()).boxed().flatMap(this::errorsOf).toList();
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        return IntStream.range(0, lines.size()).mapToObj(this::read).toList();
    }

    private Stream<FieldError> errorsOf(int at) {
        NewCreditLine line = lines.get(at);
        var errors = new ArrayList<FieldError>();
        var quantity = new BigDecimal(line.quantity());
        if (quantity.signum() == 0) {
            errors.add(new FieldError("/lines/" + at + "/quantity", "out_of_range", "More than nothing."));
        }
        if (quantity.multiply(BigDecimal.valueOf(line.unitAmount())).compareTo(MOST) > 0) {
            errors.add(new FieldError(
                    "/lines/" + at, "out_of_range", "A line is at most " + Money.MOST + " minor units."));
        }
        if (new BigDecimal(line.taxRate()).compareTo(HUNDRED) > 0) {
            errors.add(new FieldError("/lines/" + at + "/tax_rate", "out_of_range", "A tax rate is 0 to 100."));
        }
        if (line.invoiceLine() != null && line.invoice() == null) {
            errors.add(new FieldError(
                    "/lines/" + at + "/invoice", "required", "A line of an invoice is named with its invoice."));
        }
        return errors.stream();
    }

    private CreditLine read(int at) {
        NewCreditLine line = lines.get(at);
        return new CreditLine(
                line.invoice() == null ? null : OpenItem.named(line.invoice(), pointer(at)),
                line.invoiceLine(),
                Line.of(
                        line.description(),
                        new BigDecimal(line.quantity()),
                        new Money(line.unitAmount(), currency),
                        new BigDecimal(line.taxRate())));
    }

    private static String pointer(int at) {
        return "/lines/" + at + "/invoice";
    }

    /**
     * The credit note this asks for, not numbered yet unless a number was given.
     *
     * @param found the claims that its lines name, as far as they are there
     * @throws UnknownReference if a line names a claim that is not there, or another customer's
     * @throws CurrencyMismatch if a claim is of another currency
     * @throws CreditExceedsClaim if it takes back more than was claimed
     */
    CreditNote decide(CreditNoteId id, List<CreditLine> read, List<CreditedClaim> found, LocalDate today) {
        List<CreditShare> shares = CreditShare.of(read);
        Money total = shares.stream().map(CreditShare::gross).reduce(Money.zero(currency), Money::plus);
        if (!total.isPositive()) {
            throw new NothingCredited();
        }
        if (total.amount() > Money.MOST) {
            throw new InvalidRequest(
                    "/lines", "out_of_range", "A credit note is at most " + Money.MOST + " minor units.");
        }
        var note = new CreditNote(
                id,
                customer,
                number,
                externalId,
                issueDate == null ? today : issueDate,
                read,
                named(read, found),
                shares,
                total,
                reason,
                reference,
                metadata == null ? Map.of() : metadata,
                Version.FIRST);
        note.claims().forEach(claim -> claim.mustCover(note));
        return note;
    }

    private List<CreditedClaim> named(List<CreditLine> read, List<CreditedClaim> found) {
        Map<UUID, CreditedClaim> byId = found.stream()
                .filter(claim -> claim.item().customer().equals(customer))
                .collect(Collectors.toMap(CreditedClaim::id, Function.identity()));
        for (int at = 0; at < read.size(); at++) {
            UUID named = read.get(at).claim();
            if (named != null) {
                CreditedClaim claim = byId.get(named);
                if (claim == null) {
                    throw new UnknownReference(pointer(at));
                }
                Currency owed = claim.item().amount().currency();
                if (!owed.equals(currency)) {
                    throw new CurrencyMismatch(owed, currency);
                }
            }
        }
        return read.stream()
                .map(CreditLine::claim)
                .filter(Objects::nonNull)
                .distinct()
                .map(claim -> Objects.requireNonNull(byId.get(claim)))
                .toList();
    }
}
