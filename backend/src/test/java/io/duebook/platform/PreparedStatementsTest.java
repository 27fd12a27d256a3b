package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A question that is given up before its answer begins stays prepared in the database and is prepared anew the next time:
 * no command may leave one behind.
 */
@BackendTest
class PreparedStatementsTest {

    private static final int PAYMENTS = 60;
    private static final int LOOKS = 10;

    @Autowired
    private TestTenants tenants;

    @Autowired
    private Transactions transactions;

    @Autowired
    private Database database;

    @Autowired
    private EventSequencer sequencer;

    @Test
    void aReceiptThatNobodyIsToldOfLeavesNone() {
        TestTenant tenant = tenants.create();
        String customer = tenant.customer("Without an address").path("id").asString();
        tenant.invoice(customer, 100_000, "2026-01-10", "2026-02-09");
        String today = tenant.program()
                .get("/v1/tenant")
                .expect(200)
                .path("business_date")
                .asString();

        for (int at = 0; at < PAYMENTS; at++) {
            tenant.payment(customer, 100, today, "oldest_first");
            sequencer.bringUpToDate(tenant.id()).block();
        }

        assertThat(preparedTwice(tenant)).isEmpty();
    }

    /** On as many connections as a tenant may have at once. */
    private List<String> preparedTwice(TestTenant tenant) {
        Mono<List<String>> look = transactions.read(
                database.sql("""
                        select distinct statement
                          from (select statement, count(*) over (partition by statement, parameter_types) as times
                                  from pg_prepared_statements) as prepared,
                               pg_sleep(0.2)
                         where cast(:tenant as uuid) is not null
                           and times > 1
                           -- Other tests use the same connections: this is what names the claims of a receipt.
                           and statement like 'select id, number%from open_item%'
                        """).all(row -> new Row(row).text("statement")).collectList());
        return Flux.range(0, LOOKS)
                .flatMap(at -> look.contextWrite(Caller.program(tenant.id(), "test")::into), LOOKS)
                .flatMapIterable(found -> found)
                .distinct()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }
}
