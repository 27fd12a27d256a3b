package io.duebook.invoice;

import io.duebook.customer.Customer;
import io.duebook.item.DiscountOffer;
import io.duebook.item.DiscountTerms;
import io.duebook.tenant.EarlyDiscount;
import io.duebook.tenant.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An invoice in the moment it is issued, as a client sees it. Nothing has settled it, and what it says is at hand, so that
 * the database need not be asked for what it was told a moment ago (docs/decisions/0172).
 *
 * @param today of its tenant
 * @param createdAt as it was recorded
 */
record JustIssued(
        Invoice invoice,
        Customer customer,
        LocalDate today,
        Instant createdAt,
        List<InvoiceView.Duplicate> duplicates) {

    private static final InvoiceView.Settled BY_NOTHING = new InvoiceView.Settled(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    InvoiceView view() {
        Terms terms = invoice.terms();
        InvoiceReferences references = invoice.references();
        return new InvoiceView(
                invoice.id(),
                invoice.number(),
                invoice.externalId(),
                new InvoiceView.CustomerName(customer.id(), customer.name(), customer.externalId()),
                isOwed() ? "open" : "paid",
                isOwed() && due().isBefore(today) ? List.of("overdue") : List.of(),
                List.of(),
                invoice.issueDate(),
                due(),
                invoice.total().currency(),
                invoice.net().amount(),
                invoice.tax().amount(),
                invoice.total().amount(),
                invoice.total().amount(),
                0,
                BY_NOTHING,
                isOwed() ? Math.toIntExact(ChronoUnit.DAYS.between(due(), today)) : null,
                terms == null ? null : terms.text(),
                discount(),
                invoice.instalments().stream()
                        .map(part -> new InvoiceView.InstalmentView(
                                part.dueOn(), part.amount(), part.amount(), part.retention()))
                        .toList(),
                invoice.reference(),
                references.purchaseOrder(),
                references.deliveryNote(),
                references.contract(),
                references.salesperson(),
                taxState(references.taxDocuments()),
                references.taxDocuments(),
                duplicates,
                invoice.metadata(),
                List.of(),
                invoice.opening(),
                IntStream.range(0, invoice.lines().size())
                        .mapToObj(at -> line(at + 1, invoice.lines().get(at)))
                        .toList(),
                invoice.taxes().stream()
                        .map(share -> new InvoiceView.TaxView(
                                decimal(share.rate()),
                                share.net().amount(),
                                share.tax().amount(),
                                0))
                        .toList(),
                List.of(),
                List.of(),
                invoice.version().number(),
                createdAt);
    }

    /** One over nothing is owed by nobody. */
    private boolean isOwed() {
        return invoice.total().isPositive();
    }

    private LocalDate due() {
        return Objects.requireNonNull(invoice.dueDate());
    }

    private InvoiceView.@Nullable DiscountView discount() {
        EarlyDiscount discount = invoice.discount();
        DiscountOffer offer = invoice.offer();
        if (discount == null || offer == null) {
            return null;
        }
        long whole = DiscountTerms.whole(discount.percent(), invoice.total().amount());
        boolean isOver = today.isAfter(offer.until()) || !isOwed();
        return new InvoiceView.DiscountView(
                decimal(discount.percent()), discount.days(), offer.until(), whole, 0, isOver ? 0 : whole);
    }

    /** The one that needs most to be done yet. */
    private static String taxState(List<TaxDocument> documents) {
        return documents.stream()
                .map(TaxDocument::state)
                .min(Comparator.naturalOrder())
                .map(TaxDocument.State::code)
                .orElse("none");
    }

    private static InvoiceView.LineView line(int number, Line line) {
        return new InvoiceView.LineView(
                number,
                line.description(),
                decimal(line.quantity()),
                line.unitAmount().amount(),
                decimal(line.taxRate()),
                line.net().amount(),
                0);
    }

    /** Without the zeros that say nothing. */
    static String decimal(BigDecimal exact) {
        BigDecimal plain = exact.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }
}
