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
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
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
                                    : ofDocument(Document.named(document), tenant.baseCurrency()))
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

    /** @throws UnknownReference if there is no such document that the caller may see */
    private Mono<Page<BaseAmountView>> ofDocument(Document document, Currency base) {
        return amounts.isThere(document.table(), document.id().value())
                .filter(isThere -> isThere)
                .switchIfEmpty(Mono.error(Document::unknown))
                .thenMany(Flux.defer(() -> amounts.of(document.id(), base)))
                .map(BaseAmountView::of)
                .collectList()
                .map(found -> new Page<>(found, false, null));
    }

    /** A document that may carry something, and the table it is a row of. */
    private record Document(CarriedAmounts.Table table, PublicId id) {

        static Document named(String text) {
            return Stream.of(
                            of(CarriedAmounts.Table.INVOICE, InvoiceId.PREFIX, InvoiceId::new, text),
                            of(CarriedAmounts.Table.CHARGE, ChargeId.PREFIX, ChargeId::new, text),
                            of(CarriedAmounts.Table.PAYMENT, PaymentId.PREFIX, PaymentId::new, text),
                            of(CarriedAmounts.Table.CREDIT_NOTE, CreditNoteId.PREFIX, CreditNoteId::new, text),
                            of(CarriedAmounts.Table.TRANSFER, TransferId.PREFIX, TransferId::new, text))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(Document::unknown);
        }

        private static Optional<Document> of(
                CarriedAmounts.Table table, String prefix, Function<UUID, PublicId> id, String text) {
            return PublicId.parse(prefix, text).map(id).map(known -> new Document(table, known));
        }

        static UnknownReference unknown() {
            return new UnknownReference("/document");
        }
    }
}
