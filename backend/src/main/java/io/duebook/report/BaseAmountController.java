package io.duebook.report;

import io.duebook.customer.Customers;
import io.duebook.item.CarriedAmount;
import io.duebook.item.CarriedAmounts;
import io.duebook.platform.Cursor;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import io.duebook.tenant.Tenants;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What claims and money outside the base currency carry in it: what an allocation will realise follows from it. */
@RestController
class BaseAmountController {

    private final CarriedAmounts amounts;
    private final Customers customers;
    private final Tenants tenants;
    private final Transactions transactions;

    BaseAmountController(CarriedAmounts amounts, Customers customers, Tenants tenants, Transactions transactions) {
        this.amounts = amounts;
        this.customers = customers;
        this.tenants = tenants;
        this.transactions = transactions;
    }

    /**
     * Amounts are in minor units.
     *
     * @param left what is open of a claim, or unapplied of money or credit, in its own currency
     * @param began what it was worth in the base currency when it began; null where no rate was known
     * @param carried what is left of that; null where no rate was known
     */
    record BaseAmountView(
            PublicId document,
            Currency currency,
            long left,
            @Nullable Long began,
            @Nullable Long carried) {

        static BaseAmountView of(CarriedAmount found) {
            return new BaseAmountView(
                    found.document(), found.left().currency(), found.left().amount(), found.began(), found.carried());
        }
    }

    record BaseAmountsView(
            Currency baseCurrency,
            List<BaseAmountView> data,
            boolean hasMore,
            @Nullable String nextCursor) {

        static BaseAmountsView of(Currency base, Page<BaseAmountView> page) {
            return new BaseAmountsView(base, page.data(), page.hasMore(), page.nextCursor());
        }
    }

    /**
     * @param customer all that is open of theirs, and all unapplied; give this or a document
     * @param document an invoice, charge, payment, credit note or transfer, also once nothing is left of it
     */
    @GetMapping("/v1/reports/base_amounts")
    Mono<BaseAmountsView> amounts(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable String document,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> {
            if ((customer == null) == (document == null)) {
                throw new InvalidRequest("/customer", "required", "Give a customer or a document: one of them.");
            }
            Cursor after = Cursor.parse(cursor, 1);
            Limit rows = Limit.of(limit);
            return transactions.read(
                    customers.mustKnow(customer).then(tenants.current()).flatMap(tenant -> (document == null
                                    ? ofCustomer(
                                            java.util.Objects.requireNonNull(customer),
                                            tenant.baseCurrency(),
                                            after,
                                            rows)
                                    : ofDocument(named(document), tenant.baseCurrency()))
                            .map(page -> BaseAmountsView.of(tenant.baseCurrency(), page))));
        });
    }

    private Mono<Page<BaseAmountView>> ofCustomer(
            CustomerId customer, Currency base, @Nullable Cursor after, Limit limit) {
        return amounts.of(customer, base, after, limit.withOneMore())
                .collectList()
                .map(found -> Page.of(found, limit.rows(), CarriedAmounts::cursorAfter)
                        .map(BaseAmountView::of));
    }

    private Mono<Page<BaseAmountView>> ofDocument(PublicId document, Currency base) {
        return amounts.of(document, base)
                .map(BaseAmountView::of)
                .collectList()
                .map(found -> new Page<>(found, false, null));
    }

    private static PublicId named(String document) {
        return Stream.<Optional<? extends PublicId>>of(
                        PublicId.parse(InvoiceId.PREFIX, document).map(InvoiceId::new),
                        PublicId.parse(ChargeId.PREFIX, document).map(ChargeId::new),
                        PublicId.parse(PaymentId.PREFIX, document).map(PaymentId::new),
                        PublicId.parse(CreditNoteId.PREFIX, document).map(CreditNoteId::new),
                        PublicId.parse(TransferId.PREFIX, document).map(TransferId::new))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new UnknownReference("/document"));
    }
}
