package io.duebook.invoice;

import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import io.duebook.platform.Version;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import io.duebook.tenant.PaymentTerms;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An invoice as a client asks for it.
 *
 * @param terms {@code net_30} or {@code eom_15}, or {@code {"net", "discount_percent", "discount_days"}}; or give the
 *     due date, or nothing where customer or tenant have usual terms
 * @param instalments instead of terms or a due date: what is due when, the earliest first; together the total
 * @param purchaseOrder the customer's order
 * @param contract under which it was delivered
 * @param salesperson who sold it
 * @param taxDocuments its tax documents, as far as they are known
 * @param deposits that it takes when it is issued: what is held of them settles it
 * @param opening owed before the books began: posts against opening, without tax
 * @param issue true to issue it at once, else it is a draft
 */
record NewInvoice(
        @NotNull CustomerId customer,
        @Size(min = 1, max = 64) @Nullable String number,
        @Size(min = 1, max = 100) @Nullable String externalId,
        @Nullable LocalDate issueDate,
        @Nullable LocalDate dueDate,
        @NotNull Currency currency,

        @Schema(
                oneOf = {String.class, Object.class},
                description = "net_30, eom_15 or alike, or an object that may offer a discount; or give the due date")
        @Nullable
        JsonNode terms,

        @Size(min = 1, max = 120) @Nullable List<NewInstalments.@Valid @NotNull NewInstalment> instalments,
        @NotEmpty @Size(max = 1000) List<@Valid @NotNull NewLine> lines,
        @Size(max = 200) @Nullable String reference,
        @Size(min = 1, max = 100) @Nullable String purchaseOrder,
        @Size(min = 1, max = 100) @Nullable String deliveryNote,
        @Size(min = 1, max = 100) @Nullable String contract,
        @Size(min = 1, max = 100) @Nullable String salesperson,
        @Size(max = 50) @Nullable List<@Valid @NotNull TaxDocument> taxDocuments,
        @Size(max = 50) @Nullable Map<String, @NotNull @Size(max = 500) String> metadata,
        @Size(min = 1, max = 20) @Nullable List<@NotNull DepositId> deposits,
        @Nullable Boolean opening,
        @Nullable Boolean issue) {

    /**
     * A line as a client asks for it.
     *
     * @param quantity a decimal with at most six places
     * @param unitAmount in minor units of the invoice's currency, before tax
     * @param taxRate in percent, 0 to 100, at most six places
     */
    record NewLine(
            @NotNull @Size(min = 1, max = 500) String description,
            @NotNull @Pattern(regexp = DECIMAL) String quantity,
            @NotNull @Min(-Money.MOST) @Max(Money.MOST) Long unitAmount,
            @NotNull @Pattern(regexp = DECIMAL) String taxRate) {}

    static final String DECIMAL = "-?\\d{1,12}(\\.\\d{1,6})?";
    private static final BigDecimal MOST = BigDecimal.valueOf(Money.MOST);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    boolean toBeIssued() {
        return Boolean.TRUE.equals(issue);
    }

    /**
     * The draft this asks for.
     *
     * @param usual the terms where it says nothing of when it is due
     * @throws InvalidRequest with every field that breaks a rule
     */
    Invoice draft(InvoiceId id, Optional<JsonNode> usual) {
        var errors = new ArrayList<FieldError>();
        boolean hasTerms = terms != null && !terms.isNull();
        long ways = Stream.of(hasTerms, dueDate != null, instalments != null)
                .filter(given -> given)
                .count();
        if (ways > 1 || (ways == 0 && usual.isEmpty())) {
            errors.add(new FieldError("/due_date", "required", "Give terms, a due date or instalments: one of them."));
        }
        LocalDate firstDue =
                instalments == null ? dueDate : instalments.getFirst().dueOn();
        if (issueDate != null && firstDue != null && firstDue.isBefore(issueDate)) {
            errors.add(new FieldError("/due_date", "due_before_issue", "An invoice is not due before it is issued."));
        }
        List<Line> drafted = lines(lines, currency, Boolean.TRUE.equals(opening), errors);
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        List<TaxShare> taxes = TaxShare.of(drafted);
        if (taxes.stream().anyMatch(share -> share.net().amount() < 0)) {
            throw new NegativeInvoice();
        }
        Money total =
                taxes.stream().map(share -> share.net().plus(share.tax())).reduce(Money.zero(currency), Money::plus);
        if (total.amount() > Money.MOST) {
            throw new InvalidRequest("/lines", "out_of_range", "An invoice is at most " + Money.MOST + " minor units.");
        }
        PaymentTerms given = ways == 0
                ? usual.map(PaymentTerms::read).orElse(null)
                : hasTerms && terms != null ? PaymentTerms.read(terms) : null;
        return new Invoice(
                id,
                customer,
                Invoice.State.DRAFT,
                number,
                externalId,
                issueDate,
                firstDue,
                given == null ? null : given.terms(),
                given == null ? null : given.discount(),
                instalments == null ? List.of() : new NewInstalments(instalments).of(total),
                drafted,
                taxes,
                total,
                Boolean.TRUE.equals(opening),
                reference,
                new InvoiceReferences(
                        purchaseOrder,
                        deliveryNote,
                        contract,
                        salesperson,
                        taxDocuments == null ? List.of() : taxDocuments),
                metadata == null ? Map.of() : metadata,
                deposits == null ? List.of() : List.copyOf(new LinkedHashSet<>(deposits)),
                Version.FIRST);
    }

    static List<Line> lines(List<NewLine> lines, Currency currency, boolean opening, List<FieldError> errors) {
        var drafted = new ArrayList<Line>();
        for (int at = 0; at < lines.size(); at++) {
            NewLine line = lines.get(at);
            BigDecimal rate = new BigDecimal(line.taxRate());
            if (rate.signum() < 0 || rate.compareTo(HUNDRED) > 0) {
                errors.add(new FieldError("/lines/" + at + "/tax_rate", "out_of_range", "A tax rate is 0 to 100."));
            }
            if (rate.signum() != 0 && opening) {
                errors.add(new FieldError(
                        "/lines/" + at + "/tax_rate", "opening_without_tax", "Opening arrears carry no tax."));
            }
            var quantity = new BigDecimal(line.quantity());
            if (quantity.multiply(BigDecimal.valueOf(line.unitAmount())).abs().compareTo(MOST) > 0) {
                errors.add(new FieldError(
                        "/lines/" + at, "out_of_range", "A line is at most " + Money.MOST + " minor units."));
            } else {
                drafted.add(Line.of(line.description(), quantity, new Money(line.unitAmount(), currency), rate));
            }
        }
        return drafted;
    }
}
