package io.duebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.HandWrittenBooks;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class AgeTest {

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
    void countsFromTheBusinessDateWhateverTheDueDate() {
        CustomerId customer = books.customer("Customer");
        books.invoice(customer, 100, "EUR", "2024-01-10", "2026-12-31", "2024-01-10T09:00:00Z");
        books.invoice(customer, 20, "EUR", "2026-03-01", "2026-03-01", "2026-03-01T09:00:00Z");
        books.payment(customer, 7, "EUR", "2020-01-01", "2020-01-01T09:00:00Z");

        JsonNode age = tenant.program().get("/v1/reports/age?as_of=2026-03-01").expect(200);

        JsonNode euros = age.path("currencies").path(0);
        assertThat(buckets(euros))
                .containsExactly("within_12 1 20", "12_24 0 0", "24_36 1 100", "36_48 0 0", "48_60 0 0", "over_60 0 0");
        assertThat(euros.path("open").asLong()).isEqualTo(120);
        assertThat(euros.path("unapplied").asLong()).isEqualTo(7);
        assertThat(euros.path("balance").asLong()).isEqualTo(113);
        assertThat(age.path("date").asString()).isEqualTo("accounting");
    }

    @Test
    void isOfAnyDayAndAsKnownAtAnyMoment() {
        CustomerId customer = books.customer("Customer");
        var invoice = books.invoice(customer, 100, "EUR", "2024-01-10", "2024-02-09", "2024-01-10T09:00:00Z");
        var payment = books.payment(customer, 100, "EUR", "2026-02-01", "2026-02-20T09:00:00Z");
        books.allocate(customer, payment, invoice, 100, "EUR", "2026-02-01", "2026-02-20T09:00:00Z");

        assertThat(openOf("as_of=2026-03-01")).isEmpty();
        assertThat(openOf("as_of=2026-01-31")).containsExactly("24_36 1 100");
        assertThat(openOf("as_of=2026-03-01&known_at=2026-02-10T00:00:00Z")).containsExactly("24_36 1 100");
        assertThat(openOf("as_of=2025-01-10")).containsExactly("within_12 1 100");
        assertThat(openOf("as_of=2025-01-11")).containsExactly("12_24 1 100");
        assertThat(openOf("as_of=2026-01-31&months=6,30")).containsExactly("6_30 1 100");
    }

    @Test
    void moneyOfAClosedMonthCountsFromItsOwnDayByValueDate() {
        CustomerId customer = books.customer("Customer");
        books.latePayment(customer, 100, "EUR", "2026-02-01", "2026-03-01", "2026-03-05T09:00:00Z");

        for (String report : List.of("/v1/reports/age", "/v1/reports/aging")) {
            JsonNode booked = tenant.program().get(report + "?as_of=2026-02-28").expect(200);
            JsonNode counted = tenant.program()
                    .get(report + "?as_of=2026-02-28&date=value")
                    .expect(200);
            assertThat(booked.path("currencies").path(0).path("unapplied").asLong())
                    .isZero();
            assertThat(counted.path("currencies").path(0).path("unapplied").asLong())
                    .isEqualTo(100);
            assertThat(counted.path("date").asString()).isEqualTo("value");
        }
    }

    @Test
    void aClaimThatIsDueInPartsIsOne() {
        String customer = tenant.customer("In parts").path("id").asString();
        tenant.program().post("/v1/invoices", """
                {"customer":"%s","issue_date":"2026-01-10","currency":"EUR",
                 "instalments":[{"due_on":"2026-02-10","percent":"50"},{"due_on":"2026-03-10","percent":"50"}],
                 "lines":[{"description":"Goods","quantity":"1","unit_amount":1000,"tax_rate":"0"}],"issue":true}
                """.formatted(customer)).expect(201);

        assertThat(openOf("as_of=2026-01-31")).containsExactly("within_12 1 1000");
    }

    @Test
    void groupsByCustomerPageByPageAndKeepsToAGroup() {
        List<CustomerId> customers = new ArrayList<>();
        for (int at = 0; at < 5; at++) {
            CustomerId customer = books.customer("Customer " + at);
            books.invoice(customer, 100 + at, "JPY", "2026-01-10", "2026-02-09", "2026-01-10T09:00:00Z");
            customers.add(customer);
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = tenant.program()
                    .get("/v1/reports/age?group_by=customer&limit=2&as_of=2026-03-01" + cursor)
                    .expect(200);
            page.path("data").forEach(row -> seen.add(row.path("customer").asString()));
            cursor = page.path("has_more").asBoolean()
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(customers.stream().map(CustomerId::text).toList());

        books.invoice(customers.getFirst(), 5, "KWD", "2026-01-10", "2026-02-09", "2026-01-10T09:00:00Z");
        for (String report : List.of("age", "aging")) {
            JsonNode dinars = tenant.program()
                    .get("/v1/reports/" + report + "?group_by=customer&currency=KWD&as_of=2026-03-01")
                    .expect(200);
            assertThat(dinars.path("data")).hasSize(1);
            assertThat(dinars.path("data").path(0).path("currencies")).hasSize(1);
            assertThat(tenant.program()
                            .get("/v1/reports/" + report + "?currency=KWD&as_of=2026-03-01")
                            .expect(200)
                            .path("currencies"))
                    .hasSize(1);
        }

        JsonNode ofOne = tenant.program()
                .get("/v1/reports/age?group_by=customer&as_of=2026-03-01&group="
                        + customers.getFirst().text())
                .expect(200);
        assertThat(ofOne.path("data")).hasSize(1);
        assertThat(tenants.create()
                        .program()
                        .get("/v1/reports/age?group=" + customers.getFirst().text())
                        .refused(422))
                .isEqualTo("unknown_reference");
    }

    @Test
    void aContactDoesNotReadIt() {
        CustomerId customer = books.customer("Customer");

        assertThat(tenant.contact(customer.text()).get("/v1/reports/age").status())
                .isEqualTo(403);
    }

    private List<String> openOf(String query) {
        return buckets(tenant.program()
                        .get("/v1/reports/age?" + query)
                        .expect(200)
                        .path("currencies")
                        .path(0))
                .stream()
                .filter(bucket -> !bucket.endsWith(" 0 0"))
                .toList();
    }

    private static List<String> buckets(JsonNode currency) {
        return StreamSupport.stream(currency.path("buckets").spliterator(), false)
                .map(bucket -> bucket.path("bucket").asString() + " "
                        + bucket.path("count").asLong() + " "
                        + bucket.path("amount").asLong())
                .toList();
    }
}
