package io.duebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.HandWrittenBooks;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class ReportTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private HandWrittenBooks books;

    @BeforeEach
    void open() {
        tenant = tenants.create();
        books = new HandWrittenBooks(tenant);
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void groupsByCustomerPageByPage() {
        List<CustomerId> customers = new ArrayList<>();
        for (int at = 0; at < 7; at++) {
            CustomerId customer = books.customer("Customer " + at);
            books.invoice(customer, 100 + at, "EUR", "2026-01-10", "2026-02-09", "2026-01-10T09:00:00Z");
            customers.add(customer);
        }
        CustomerId paidUp = books.customer("Paid up");
        var invoice = books.invoice(paidUp, 50, "EUR", "2026-01-10", "2026-02-09", "2026-01-10T09:00:00Z");
        var payment = books.payment(paidUp, 50, "EUR", "2026-01-20", "2026-01-20T09:00:00Z");
        books.allocate(paidUp, payment, invoice, 50, "EUR", "2026-01-20", "2026-01-20T09:00:00Z");

        List<String> seen = new ArrayList<>();
        long sum = 0;
        String cursor = "";
        do {
            JsonNode page = tenant.program()
                    .get("/v1/reports/aging?group_by=customer&limit=3&as_of=2026-03-01" + cursor)
                    .expect(200);
            for (JsonNode row : page.path("data")) {
                seen.add(row.path("customer").asString());
                sum += row.path("currencies").path(0).path("open").asLong();
            }
            cursor = page.path("has_more").asBoolean()
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(customers.stream().map(CustomerId::text).toList());
        assertThat(sum)
                .isEqualTo(721)
                .isEqualTo(tenant.program()
                        .get("/v1/reports/aging?as_of=2026-03-01")
                        .expect(200)
                        .path("currencies")
                        .path(0)
                        .path("open")
                        .asLong());
        assertThat(tenant.program()
                        .get("/v1/reports/aging?group_by=customer&as_of=2026-01-15")
                        .expect(200)
                        .path("data"))
                .hasSize(8);
    }

    @Test
    void takesATenantsOwnBuckets() {
        CustomerId customer = books.customer("C");
        books.invoice(customer, 10, "EUR", "2026-01-01", "2026-01-01", "2026-01-01T09:00:00Z");

        JsonNode buckets = tenant.program()
                .get("/v1/reports/aging?as_of=2026-01-16&buckets=0,15,45")
                .expect(200)
                .path("currencies")
                .path(0)
                .path("buckets");

        assertThat(buckets)
                .extracting(bucket -> bucket.path("bucket").asString())
                .containsExactly("not_due", "1_15", "16_45", "over_45");
        assertThat(buckets.path(1).path("amount").asLong()).isEqualTo(10);
    }

    @Test
    void asksByValueDateWherePeriodsWereClosed() {
        CustomerId customer = books.customer("C");
        var invoice = books.invoice(customer, 10, "EUR", "2026-02-01", "2026-02-01", "2026-02-01T09:00:00Z");
        // What belongs to January by its value, booked on the first open day.
        books.run("update movement set value_on = '2026-01-20' where item_id = ?", invoice);

        assertThat(aging("as_of=2026-01-25&date=accounting")).isEmpty();
        assertThat(aging("as_of=2026-01-25&date=value")).hasSize(1);
    }

    @Test
    void refusesUnknownChoices() {
        for (String query : List.of(
                "due=later",
                "date=today",
                "group_by=colour",
                "buckets=9,1",
                "limit=0&group_by=customer",
                "cursor=x&group_by=customer")) {
            assertThat(tenant.program().get("/v1/reports/aging?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    @Test
    void sumsWhatCameIn() {
        CustomerId customer = books.customer("C");
        books.payment(customer, 100, "EUR", "2026-03-01", "2026-03-01T09:00:00Z");
        books.payment(customer, 50, "EUR", "2026-03-07", "2026-03-07T09:00:00Z");
        books.payment(customer, 7, "JPY", "2026-03-07", "2026-03-07T09:00:00Z");
        books.payment(customer, 1_000, "EUR", "2026-03-08", "2026-03-08T09:00:00Z");
        var reversed = books.payment(customer, 9_000, "EUR", "2026-03-02", "2026-03-02T09:00:00Z");
        books.run("update payment set state = 'reversed' where id = ?", reversed);

        JsonNode answer = tenant.program()
                .get("/v1/reports/receipts?from=2026-03-01&to=2026-03-07")
                .expect(200);

        assertThat(answer.path("currencies").toString())
                .isEqualTo(
                        "[{\"currency\":\"EUR\",\"count\":2,\"amount\":150},{\"currency\":\"JPY\",\"count\":1,\"amount\":7}]");
        assertThat(answer.path("time_zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(tenant.program()
                        .get("/v1/reports/receipts?from=2026-03-08&to=2026-03-07")
                        .refused(422))
                .isEqualTo("invalid_period");
    }

    @Test
    void namesWhoIsLate() {
        CustomerId most = books.customer("Most");
        books.invoice(most, 300, "EUR", "2026-01-01", "2026-01-15", "2026-01-01T09:00:00Z");
        books.invoice(most, 200, "EUR", "2026-01-01", "2026-01-31", "2026-01-01T09:00:00Z");
        CustomerId little = books.customer("Little");
        books.invoice(little, 400, "EUR", "2026-01-01", "2026-01-31", "2026-01-01T09:00:00Z");
        CustomerId punctual = books.customer("Not due");
        books.invoice(punctual, 900, "EUR", "2026-01-01", "2099-01-31", "2026-01-01T09:00:00Z");

        JsonNode euros = tenant.program()
                .get("/v1/reports/overdue?limit=1")
                .expect(200)
                .path("currencies")
                .path(0);

        assertThat(euros.path("overdue").asLong()).isEqualTo(900);
        assertThat(euros.path("customers").asLong()).isEqualTo(2);
        assertThat(euros.path("data")).hasSize(1);
        assertThat(euros.path("data").path(0).path("customer").asString()).isEqualTo(most.text());
        assertThat(euros.path("data").path(0).path("overdue").asLong()).isEqualTo(500);
        assertThat(euros.path("data").path(0).path("oldest_due_date").asString())
                .isEqualTo("2026-01-15");
    }

    private JsonNode aging(String query) {
        return tenant.program().get("/v1/reports/aging?" + query).expect(200).path("currencies");
    }
}
