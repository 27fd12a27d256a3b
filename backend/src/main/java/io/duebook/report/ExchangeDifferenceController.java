package io.duebook.report;

import io.duebook.item.Balances;
import io.duebook.item.ExchangeDifference;
import io.duebook.item.ExchangeDifferences;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Transactions;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.EntryId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Realised exchange differences of a period, with the allocations behind them. */
@RestController
class ExchangeDifferenceController {

    private static final String PATH = "/v1/reports/exchange_differences";

    private static final Table<DifferenceView> COLUMNS = Table.<DifferenceView>named("exchange_differences")
            .column("entry", DifferenceView::entry)
            .column("on", DifferenceView::on)
            .column("customer", DifferenceView::customer)
            .column("customer_name", DifferenceView::customerName)
            .column("allocation", DifferenceView::allocation)
            .column("source", DifferenceView::source)
            .column("invoice", DifferenceView::invoice)
            .column("number", DifferenceView::number)
            .column("currency", row -> row.currency().code())
            .column("amount", row -> new Money(row.amount(), row.currency()))
            .column("base_currency", row -> row.baseCurrency().code())
            .column("money_base", row -> new Money(row.moneyBase(), row.baseCurrency()))
            .column("claim_base", row -> new Money(row.claimBase(), row.baseCurrency()))
            .column("difference", row -> new Money(row.difference(), row.baseCurrency()));

    private final ExchangeDifferences differences;
    private final Balances balances;
    private final Tenants tenants;
    private final Transactions transactions;

    ExchangeDifferenceController(
            ExchangeDifferences differences, Balances balances, Tenants tenants, Transactions transactions) {
        this.differences = differences;
        this.balances = balances;
        this.tenants = tenants;
        this.transactions = transactions;
    }

    /**
     * Amounts are in minor units.
     *
     * @param amount what was settled, in the claim's currency; negative where it was taken back
     * @param moneyBase what the money carried in the base currency; negative where it was taken back
     * @param claimBase what the claim carried in it
     * @param difference positive is a gain
     */
    record DifferenceView(
            EntryId entry,
            LocalDate on,
            CustomerId customer,
            String customerName,
            AllocationId allocation,
            @Nullable PaymentId payment,
            @Nullable CreditNoteId creditNote,
            @Nullable ChargeId charge,
            @Nullable TransferId transfer,
            PublicId invoice,
            String number,
            long amount,
            Currency currency,
            long moneyBase,
            long claimBase,
            long difference,
            Currency baseCurrency) {

        static DifferenceView of(ExchangeDifference found) {
            return new DifferenceView(
                    found.entry(),
                    found.on(),
                    found.customer(),
                    found.customerName(),
                    found.allocation(),
                    found.source() instanceof PaymentId payment ? payment : null,
                    found.source() instanceof CreditNoteId note ? note : null,
                    found.source() instanceof ChargeId interest ? interest : null,
                    found.source() instanceof TransferId transfer ? transfer : null,
                    found.claim(),
                    found.number(),
                    found.settled().amount(),
                    found.settled().currency(),
                    found.moneyBase(),
                    found.claimBase(),
                    found.difference(),
                    found.base());
        }

        @Nullable
        PublicId source() {
            PublicId money = payment != null ? payment : transfer;
            PublicId credit = creditNote != null ? creditNote : charge;
            return money != null ? money : credit;
        }
    }

    /** @param difference gains less losses */
    record DifferencesView(
            LocalDate from,
            LocalDate to,
            Currency baseCurrency,
            long gains,
            long losses,
            long difference,
            List<DifferenceView> data,
            boolean hasMore,
            @Nullable String nextCursor) {}

    /** From a day to a day, both included; this month unless given. */
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<DifferencesView> differences(
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        return transactions.read(Mono.defer(() -> period(from, to))
                .flatMap(period -> page(period, Cursor.parse(cursor, 2), Limit.of(limit))
                        .zipWith(differences.sum(period.from(), period.to()))
                        .zipWith(tenants.current(), (found, tenant) -> {
                            Page<DifferenceView> page = found.getT1();
                            ExchangeDifferences.Sum sum = found.getT2();
                            return new DifferencesView(
                                    period.from(),
                                    period.to(),
                                    tenant.baseCurrency(),
                                    sum.gains(),
                                    sum.losses(),
                                    sum.gains() - sum.losses(),
                                    page.data(),
                                    page.hasMore(),
                                    page.nextCursor());
                        })));
    }

    /** All of them as one file. */
    @GetMapping(
            path = PATH,
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to) {
        return TableFiles.of(
                asked,
                COLUMNS,
                (after, limit) -> transactions.read(period(from, to).flatMap(period -> page(period, after, limit))));
    }

    private record Period(LocalDate from, LocalDate to) {}

    private Mono<Period> period(@Nullable LocalDate from, @Nullable LocalDate to) {
        return balances.asOf(to, null).map(point -> {
            LocalDate first = from == null ? point.day().withDayOfMonth(1) : from;
            if (first.isAfter(point.day())) {
                throw new PeriodEndsBeforeItBegins();
            }
            return new Period(first, point.day());
        });
    }

    private Mono<Page<DifferenceView>> page(Period period, @Nullable Cursor after, Limit limit) {
        return differences
                .list(period.from(), period.to(), after, limit.withOneMore())
                .collectList()
                .map(found -> Page.of(found, limit.rows(), ExchangeDifferences::cursorAfter)
                        .map(DifferenceView::of));
    }
}
