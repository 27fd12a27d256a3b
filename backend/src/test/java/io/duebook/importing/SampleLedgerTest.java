package io.duebook.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A ledger that nobody of us wrote, where it is at hand; its figures were worked out elsewhere. */
@BackendTest
class SampleLedgerTest {

    private static final List<String> DAYS = List.of(
            "2012-01-01",
            "2012-02-15",
            "2012-05-31",
            "2012-07-04",
            "2012-09-30",
            "2012-12-31",
            "2013-03-31",
            "2013-06-15",
            "2013-12-31",
            "2014-02-28");

    private final TestTenant tenant;
    private final Api program;

    SampleLedgerTest(@Autowired TestTenants tenants) {
        tenant = tenants.create("America/New_York", "USD");
        program = tenant.program();
    }

    @Test
    void comesInWholeAndGoesOutWithoutATrace() throws IOException {
        byte[] ledger = SampleLedger.bytes();

        JsonNode checked = ImportFile.upload(program, ledger, SampleLedger.SPEC).expect(201);

        assertThat(checked.path("rows").asInt()).isEqualTo(2_466);
        assertThat(checked.path("rejected").asInt()).isZero();
        assertThat(checked.path("effects").toString())
                .isEqualTo("{\"customers\":100,\"invoices\":2466,\"payments\":2466}");
        assertThat(checked.path("total").toString()).isEqualTo("[{\"amount\":14770318,\"currency\":\"USD\"}]");

        String path = "/v1/imports/" + checked.path("id").asString();
        program.post(path + "/commit", "").expect(200);
        Books.mustBalance(tenant.id());
        JsonNode buckets = aging("2012-03-31", "none").path("currencies").get(0).path("buckets");
        assertThat(buckets.valueStream()
                        .map(bucket -> bucket.path("bucket").asString() + " "
                                + bucket.path("count").asInt() + " "
                                + bucket.path("amount").asLong()))
                .containsExactly("not_due 98 561387", "1_30 9 56923", "31_60 0 0", "61_90 0 0", "over_90 0 0");
        for (String day : DAYS) {
            assertThat(sumOfBuckets(day)).as(day).isEqualTo(sumOfCustomers(day));
        }
        assertThat(program.get("/v1/invoices?limit=1")
                        .expect(200)
                        .path("data")
                        .get(0)
                        .path("number")
                        .asString())
                .matches("0\\d{9}|\\d{10}");

        JsonNode again = ImportFile.upload(program, ledger, SampleLedger.SPEC).expect(201);
        assertThat(again.path("unchanged").asInt()).isEqualTo(2_466);
        assertThat(again.path("effects").toString()).isEqualTo("{\"customers\":0,\"invoices\":0,\"payments\":0}");

        program.post(path + "/undo", "").expect(200);
        assertThat(PastFigures.of(tenant)).isEmpty();
        assertThat(program.get("/v1/customers").expect(200).path("data").size()).isZero();
        Books.mustBalance(tenant.id());
    }

    private JsonNode aging(String day, String groupBy) {
        return program.get("/v1/reports/aging?limit=200&as_of=" + day + "&group_by=" + groupBy)
                .expect(200);
    }

    private long sumOfBuckets(String day) {
        return aging(day, "none")
                .path("currencies")
                .valueStream()
                .flatMap(currency -> currency.path("buckets").valueStream())
                .mapToLong(bucket -> bucket.path("amount").asLong())
                .sum();
    }

    private long sumOfCustomers(String day) {
        return aging(day, "customer")
                .path("data")
                .valueStream()
                .flatMap(customer -> customer.path("currencies").valueStream())
                .mapToLong(currency -> currency.path("open").asLong())
                .sum();
    }
}
