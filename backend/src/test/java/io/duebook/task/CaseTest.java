package io.duebook.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.HandWrittenBooks;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class CaseTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private Api contact;
    private String customer;
    private String invoice;

    @BeforeEach
    void aCustomerWithAnInvoice() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Müller \"& Söhne\" / 米勒").path("id").asString();
        contact = tenant.contact(customer);
        invoice = tenant.invoice(customer, 10_000, "2025-01-10", "2025-02-09")
                .path("id")
                .asString();
    }

    private Api.Answer object(Api caller, long amount) {
        return caller.post(
                "/v1/cases",
                Map.of(
                        "customer",
                        customer,
                        "invoice",
                        invoice,
                        "reason",
                        "price",
                        "amount",
                        amount,
                        "message",
                        "单价不对 – wrong price"));
    }

    private JsonNode invoice() {
        return erp.get("/v1/invoices/" + invoice).expect(200);
    }

    private void mustBeDisputed(long amount) {
        assertThat(invoice().path("disputed").asLong()).isEqualTo(amount);
        assertThat(invoice().path("flags").valueStream().map(JsonNode::asString))
                .satisfies(flags -> assertThat(flags.contains("disputed")).isEqualTo(amount > 0));
    }

    private static String path(JsonNode one) {
        return "/v1/cases/" + one.path("id").asString();
    }

    @Test
    void holdsItsPartAndNothingIsOwedLess() {
        JsonNode opened = object(contact, 4_000).expect(201);

        assertThat(opened.path("number").asString()).isEqualTo("CASE-000001");
        assertThat(opened.path("kind").asString()).isEqualTo("dispute");
        assertThat(opened.path("opened_by_contact").asBoolean()).isTrue();
        assertThat(opened.path("messages")).hasSize(1);
        mustBeDisputed(4_000);
        assertThat(invoice().path("open").asLong()).isEqualTo(10_000);
        Books.mustBalance(tenant.id());
    }

    @Test
    void severalHoldNoMoreThanIsOpenTogether() {
        object(contact, 4_000).expect(201);
        JsonNode rest = erp.post(
                        "/v1/cases",
                        Map.of("customer", customer, "invoice", invoice, "reason", "tax", "message", "The rest too"))
                .expect(201);

        assertThat(rest.path("amount").asLong()).isEqualTo(6_000);
        mustBeDisputed(10_000);
        assertThat(object(contact, 1).refused(409)).isEqualTo("nothing_to_dispute");
    }

    @Test
    void refusesMoreThanIsOpen() {
        assertThat(object(contact, 10_001).refused(422)).isEqualTo("dispute_exceeds_open");
        mustBeDisputed(0);
    }

    @Test
    void moneyEndsADisputeOnceLessIsOpenAndItComesBackWithTheDebt() {
        object(contact, 4_000).expect(201);
        String payment = tenant.payment(customer, 6_000, "2025-01-20", "oldest_first")
                .path("id")
                .asString();
        mustBeDisputed(4_000);

        tenant.payment(customer, 3_000, "2025-01-21", "oldest_first");
        mustBeDisputed(1_000);

        erp.post("/v1/payments/" + payment + "/reverse", Map.of("kind", "mistake", "reason", "another's"))
                .expect(200);
        mustBeDisputed(4_000);
    }

    @Test
    void aRejectedDisputeHoldsNothingAndTellsWhy() {
        JsonNode one = object(contact, 4_000).expect(201);

        assertThat(erp.post(path(one) + "/resolve", Map.of("outcome", "rejected"))
                        .refused(422))
                .isEqualTo("answer_required");
        erp.post(path(one) + "/resolve", Map.of("outcome", "rejected", "message", "As ordered"))
                .expect(200);

        mustBeDisputed(0);
        JsonNode seen = contact.get(path(one)).expect(200);
        assertThat(seen.path("outcome").asString()).isEqualTo("rejected");
        assertThat(seen.path("messages").path(1).path("message").asString()).isEqualTo("As ordered");
        assertThat(seen.path("messages").path(1).path("author").isNull()).isTrue();
        assertThat(contact.post(path(one) + "/messages", Map.of("message", "No!"))
                        .refused(409))
                .isEqualTo("case_resolved");
    }

    @Test
    void aCreditedDisputeNamesItsCreditNote() {
        JsonNode one = object(contact, 4_000).expect(201);
        String note = erp.post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "lines",
                                List.of(Body.line(4_000).with("invoice", invoice))))
                .expect(201)
                .path("id")
                .asString();

        assertThat(erp.post(path(one) + "/resolve", Map.of("outcome", "credited"))
                        .refused(422))
                .isEqualTo("wrong_outcome");
        JsonNode resolved = erp.post(path(one) + "/resolve", Map.of("outcome", "credited", "credit_note", note))
                .expect(200);

        assertThat(resolved.path("credit_note").asString()).isEqualTo(note);
        mustBeDisputed(0);
        assertThat(invoice().path("open").asLong()).isEqualTo(6_000);
    }

    @Test
    void aCreditNoteOfAnotherCustomerIsUnknown() {
        JsonNode one = object(contact, 4_000).expect(201);
        String other = tenant.customer("Other").path("id").asString();
        String note = erp.post(
                        "/v1/credit_notes",
                        Map.of("customer", other, "currency", "EUR", "lines", List.of(Body.line(100))))
                .expect(201)
                .path("id")
                .asString();

        assertThat(erp.post(path(one) + "/resolve", Map.of("outcome", "credited", "credit_note", note))
                        .refused(422))
                .isEqualTo("unknown_reference");
        mustBeDisputed(4_000);
    }

    @Test
    void aDisputeIsCreditedInItsCurrency() {
        JsonNode one = object(contact, 4_000).expect(201);
        String note = erp.post(
                        "/v1/credit_notes",
                        Map.of("customer", customer, "currency", "JPY", "lines", List.of(Body.line(100))))
                .expect(201)
                .path("id")
                .asString();

        assertThat(erp.post(path(one) + "/resolve", Map.of("outcome", "credited", "credit_note", note))
                        .refused(422))
                .isEqualTo("credit_note_in_other_currency");
        mustBeDisputed(4_000);
    }

    @Test
    void aThreadEnds() {
        JsonNode one = object(contact, 4_000).expect(201);
        try (var books = new HandWrittenBooks(tenant)) {
            books.run("""
                    insert into case_message (tenant_id, id, case_id, customer_id, internal, by_contact, author, words,
                                              created_at)
                    select tenant_id, gen_random_uuid(), case_id, customer_id, false, by_contact, author, words, created_at
                      from case_message, generate_series(1, 199)
                     where tenant_id = ?
                    """, tenant.id().value());
        }

        assertThat(contact.post(path(one) + "/messages", Map.of("message", "And another thing"))
                        .refused(409))
                .isEqualTo("case_full");
        erp.post(path(one) + "/resolve", Map.of("outcome", "rejected", "message", "As ordered"))
                .expect(200);
    }

    @Test
    void whatIsNoChangeAtAllIsRefusedAsSuchAlsoOnceItIsResolved() {
        JsonNode one = object(contact, 1_000).expect(201);
        erp.post(path(one) + "/withdraw", Map.of()).expect(200);

        assertThat(erp.patch(path(one), "\"1\"", Map.of("no_such_field", 1)).status())
                .isEqualTo(400);
        assertThat(erp.patch(path(one), "\"1\"", Map.of("due_on", "2099-01-01")).refused(409))
                .isEqualTo("case_resolved");
    }

    @Test
    void theCustomerWithdrawsWhatTheyObjectedTo() {
        JsonNode one = object(contact, 4_000).expect(201);

        contact.post(path(one) + "/withdraw", Map.of("message", "Found it")).expect(200);

        mustBeDisputed(0);
        assertThat(contact.post(path(one) + "/withdraw", Map.of()).refused(409)).isEqualTo("case_resolved");
    }

    @Test
    void whatStaffWriteAmongThemselvesIsNotThereForAContact() throws SQLException {
        JsonNode one = object(contact, 4_000).expect(201);
        erp.post(path(one) + "/messages", Map.of("message", "He always says that", "internal", true))
                .expect(200);
        erp.post(path(one) + "/messages", Map.of("message", "Which price?", "waits", true))
                .expect(200);

        assertThat(erp.get(path(one)).expect(200).path("messages")).hasSize(3);
        JsonNode seen = contact.get(path(one)).expect(200);
        assertThat(seen.path("messages")).hasSize(2);
        assertThat(seen.toString()).doesNotContain("He always says that");
        assertThat(seen.path("status").asString()).isEqualTo("waiting_for_customer");
        assertThat(seen.path("opened_by").isNull()).isTrue();
        assertThat(contact.post(path(one) + "/messages", Map.of("message", "x", "internal", true))
                        .refused(422))
                .isEqualTo("staff_only");

        contact.post(path(one) + "/messages", Map.of("message", "12.00")).expect(200);
        assertThat(erp.get(path(one)).expect(200).path("status").asString()).isEqualTo("open");
    }

    @Test
    void aContactNeitherResolvesNorAssigns() {
        JsonNode one = object(contact, 4_000).expect(201);

        assertThat(contact.post(path(one) + "/resolve", Map.of("outcome", "accepted"))
                        .refused(403))
                .isEqualTo("staff_only");
        assertThat(contact.patch(path(one), "\"1\"", Map.of("due_on", "2099-01-01"))
                        .refused(403))
                .isEqualTo("staff_only");
        mustBeDisputed(4_000);
    }

    @Test
    void aContactOfAnotherCustomerSeesNothingOfIt() {
        JsonNode one = object(contact, 4_000).expect(201);
        Api other = tenant.contact(tenant.customer("Other").path("id").asString());

        other.get(path(one)).refused(404);
        other.post(path(one) + "/withdraw", Map.of()).refused(404);
        assertThat(other.get("/v1/cases").expect(200).path("data")).isEmpty();
        assertThat(object(other, 1).refused(422)).isEqualTo("unknown_reference");
        mustBeDisputed(4_000);
    }

    @Test
    void isAssignedAndListedByWhatIsLeftToDo() {
        JsonNode one = object(contact, 4_000).expect(201);
        String member = erp.post(
                        "/v1/members",
                        Map.of("email", UUID.randomUUID() + "@example.com", "roles", List.of("collector")))
                .expect(201)
                .path("id")
                .asString();

        JsonNode assigned = erp.patch(path(one), "\"1\"", Map.of("owner", member, "due_on", "2025-01-31"))
                .expect(200);
        assertThat(assigned.path("owner").asString()).isEqualTo(member);
        assertThat(assigned.path("overdue").asBoolean()).isTrue();
        assertThat(erp.patch(path(one), "\"1\"", Map.of("due_on", "2099-01-31")).status())
                .isEqualTo(412);
        assertThat(erp.get("/v1/cases?owner=" + member).expect(200).path("data"))
                .hasSize(1);
        assertThat(contact.get(path(one)).expect(200).path("owner").isNull()).isTrue();

        erp.post(path(one) + "/resolve", Map.of("outcome", "accepted")).expect(200);
        assertThat(erp.get("/v1/cases?unresolved=true").expect(200).path("data"))
                .isEmpty();
        assertThat(erp.get("/v1/cases?status=resolved").expect(200).path("data"))
                .hasSize(1);
    }

    @Test
    void aQuestionHoldsNothing() {
        JsonNode asked = contact.post(
                        "/v1/cases", Map.of("customer", customer, "reason", "other", "message", "Where do I pay?"))
                .expect(201);

        assertThat(asked.path("kind").asString()).isEqualTo("question");
        assertThat(asked.path("amount").isNull()).isTrue();
        assertThat(erp.post(path(asked) + "/resolve", Map.of("outcome", "accepted"))
                        .refused(422))
                .isEqualTo("wrong_outcome");
        erp.post(path(asked) + "/resolve", Map.of("outcome", "answered", "message", "Here"))
                .expect(200);
        mustBeDisputed(0);
    }

    @Test
    void anInvoiceIsDisputedUnderTheVersionSeen() {
        Map<String, Object> words = Map.of("reason", "duplicate", "message", "Twice");
        String path = "/v1/invoices/" + invoice + "/dispute";

        assertThat(erp.post(path, words).status()).isEqualTo(428);
        assertThat(erp.with("If-Match", "\"9\"").post(path, words).status()).isEqualTo(412);
        erp.with("If-Match", "\"" + invoice().path("version").asInt() + "\"")
                .post(path, words)
                .expect(201);
        mustBeDisputed(10_000);
    }

    @Test
    void aKeyThatComesAgainOpensNothingMore() {
        Api keyed = contact.with("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode first = object(keyed, 4_000).expect(201);
        Api.Answer second = object(keyed, 4_000);

        assertThat(second.expect(201)).isEqualTo(first);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        mustBeDisputed(4_000);
    }

    @Test
    void ofTwoAtTheSameTimeOneFindsNothingLeft() {
        List<Api.Answer> answers =
                AtOnce.all(List.<Callable<Api.Answer>>of(() -> object(contact, 10_000), () -> object(erp, 10_000)));

        assertThat(answers.stream().map(Api.Answer::status)).containsExactlyInAnyOrder(201, 409);
        mustBeDisputed(10_000);
    }

    @Test
    void whatStoodOnADayIsTheSumOfRowsThatNobodyChanges() throws SQLException {
        JsonNode one = object(contact, 4_000).expect(201);
        erp.post(path(one) + "/resolve", Map.of("outcome", "accepted")).expect(200);

        assertThat(contested()).containsExactly("opened 4000", "ended -4000");
        try (var connection = TestBackend.DATABASE.as(TestBackend.APPLICATION).getConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("update item_contest set delta = 1"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("delete from case_message"))
                    .hasMessageContaining("permission denied");
        }
    }

    private List<String> contested() throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.prepareStatement(
                        "select kind || ' ' || delta from item_contest where tenant_id = ? order by id")) {
            statement.setObject(1, tenant.id().value());
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }

    @Test
    void theDatabaseItselfKeepsNotesAndOtherSeriesFromContacts() throws SQLException {
        JsonNode one = object(contact, 4_000).expect(201);
        erp.post(path(one) + "/messages", Map.of("message", "Among us", "internal", true))
                .expect(200);

        assertThat(asContact("select words from case_message")).containsExactly("单价不对 – wrong price");
        assertThat(asContact("select series from number_series")).containsExactly("case");
    }

    private List<String> asContact(String query) throws SQLException {
        try (var connection = TestBackend.DATABASE.as(TestBackend.APPLICATION).getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "select set_config('app.tenant_id', '" + tenant.id().value() + "', true), "
                                + "set_config('app.customer_id', '"
                                + PublicId.parse(CustomerId.PREFIX, customer).orElseThrow() + "', true)");
                var found = new ArrayList<String>();
                try (var rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                return found;
            }
        }
    }
}
