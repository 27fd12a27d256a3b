package io.duebook.ledger;

import io.duebook.platform.Table;

/** What exchange rates look like in a table. */
final class ExchangeRateTable {

    static final Table<ExchangeRateView> COLUMNS = Table.<ExchangeRateView>named("exchange_rates")
            .column("id", ExchangeRateView::id)
            .column("base", rate -> rate.base().code())
            .column("quote", rate -> rate.quote().code())
            .column("rate", ExchangeRateView::rate)
            .column("on", ExchangeRateView::on)
            .column("replaced", rate -> String.valueOf(rate.replaced()))
            .column("recorded_at", ExchangeRateView::recordedAt);

    private ExchangeRateTable() {}
}
