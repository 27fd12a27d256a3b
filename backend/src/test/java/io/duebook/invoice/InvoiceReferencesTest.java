package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** By what else an invoice is known: orders, deliveries, contracts, people, tax documents; and one written twice. */
@BackendTest
class InvoiceReferencesTest {

    private static final String FAPIAO = "25312000000123456789";

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
    }

    @Test
    void itIsFoundByEachOfThem() {
        String known = id(issue(Map.of(
                "purchase_order",
                "PO-7",
                "delivery_note",
                "DN-1",
                "contract",
                "C-2026",
                "salesperson",
                "Kim",
                "tax_documents",
                List.of(Map.of("kind", "digital_fapiao", "number", FAPIAO, "state", "issued")))));
        String asked = id(issue(Map.of("tax_documents", List.of(Map.of("kind", "other", "state", "requested")))));
        String plain = id(issue(Map.of()));

        for (String filter : List.of(
                "purchase_order=PO-7",
                "delivery_note=DN-1",
                "contract=C-2026",
                "salesperson=Kim",
                "tax_document=" + FAPIAO,
                "tax_state=issued")) {
            assertThat(found(filter)).as(filter).containsExactly(known);
        }
        assertThat(found("tax_state=requested")).containsExactly(asked);
        assertThat(found("tax_state=none")).containsExactly(plain);
        assertThat(found("tax_state=reversed")).isEmpty();
        assertThat(found("id=" + known + "," + plain)).containsExactlyInAnyOrder(known, plain);
        assertThat(found("tax_state=none&id=" + known)).isEmpty();
        assertThat(tenants.create()
                        .program()
                        .get("/v1/invoices?id=" + known)
                        .expect(200)
                        .path("data"))
                .isEmpty();
        erp.get("/v1/invoices?id=" + String.join(",", Collections.nCopies(101, known)))
                .refused(422);
        assertThat(found("purchase_order=PO-")).as("whole words only").isEmpty();
        assertThat(tenants.create()
                        .program()
                        .get("/v1/invoices?purchase_order=PO-7")
                        .expect(200)
                        .path("data"))
                .isEmpty();
        JsonNode seen = read(known);
        assertThat(seen.path("salesperson").asString()).isEqualTo("Kim");
        assertThat(seen.path("tax_state").asString()).isEqualTo("issued");
        assertThat(seen.at("/tax_documents/0/number").asString()).isEqualTo(FAPIAO);
    }

    @Test
    void aTaxDocumentMayBelongToSeveralInvoicesAndAnInvoiceHaveSeveral() {
        List<Map<String, Object>> both =
                List.of(document(FAPIAO, "issued"), document("25312000000123456790", "reversed"));
        String one = id(issue(Map.of("tax_documents", both)));
        String other = id(issue(Map.of("tax_documents", List.of(document(FAPIAO, "issued")))));

        assertThat(found("tax_document=" + FAPIAO)).containsExactlyInAnyOrder(one, other);
        assertThat(read(one).path("tax_documents")).hasSize(2);
    }

    @Test
    void theyAreSaidAnewAtAnyTimeAndNothingElseChanges() {
        String invoice = id(issue(Map.of("purchase_order", "PO-7")));

        var answer = patch(
                invoice, 1, Map.of("delivery_note", "DN-9", "tax_documents", List.of(document(null, "requested"))));
        JsonNode edited = answer.expect(200);

        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(edited.path("purchase_order").asString()).isEqualTo("PO-7");
        assertThat(edited.path("delivery_note").asString()).isEqualTo("DN-9");
        assertThat(edited.path("tax_state").asString()).isEqualTo("requested");
        assertThat(edited.path("open").asLong()).isEqualTo(10_000);
        patch(invoice, 2, Map.of("delivery_note", "DN-9")).expect(200);
        assertThat(read(invoice).path("version").asInt())
                .as("what changes nothing is no edit")
                .isEqualTo(2);
        assertThat(patch(invoice, 1, Map.of("contract", "C")).status()).isEqualTo(412);
        assertThat(patch(invoice, 2, Map.of("total", 1)).status()).isEqualTo(400);
        assertThat(erp.json("PATCH", "/v1/invoices/" + invoice, Map.of()).status())
                .isEqualTo(428);
        var cleared = new HashMap<String, Object>();
        cleared.put("purchase_order", null);
        assertThat(patch(invoice, 2, cleared).expect(200).path("purchase_order").isNull())
                .isTrue();
        assertThat(erp.get("/v1/audit?subject=" + invoice)
                        .expect(200)
                        .at("/data/0/type")
                        .asString())
                .isEqualTo("invoice.updated");
    }

    @Test
    void aDigitalFapiaoIsNeverVoidedOnlyReversed() {
        String invoice = id(issue(Map.of("tax_documents", List.of(document(FAPIAO, "issued")))));

        var gone = patch(invoice, 1, Map.of("tax_documents", List.of()));
        assertThat(gone.refused(409)).isEqualTo("tax_document_stays");
        assertThat(patch(invoice, 1, Map.of("tax_documents", List.of(document(FAPIAO, "requested"))))
                        .refused(409))
                .isEqualTo("tax_document_stays");

        List<Map<String, Object>> reversed =
                List.of(document(FAPIAO, "reversed"), document("25312000000123456790", "issued"));
        assertThat(patch(invoice, 1, Map.of("tax_documents", reversed))
                        .expect(200)
                        .path("tax_state")
                        .asString())
                .isEqualTo("issued");
        assertThat(patch(invoice, 2, Map.of("tax_documents", List.of(document(FAPIAO, "issued"))))
                        .refused(409))
                .as("reversed is the end")
                .isEqualTo("tax_document_stays");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kind":"digital_fapiao","number":"2531200000012345678","state":"issued"} | 422
            {"kind":"digital_fapiao","state":"issued"}                                | 422
            {"kind":"other","number":"","state":"issued"}                             | 422
            {"kind":"other","number":"7"}                                             | 422
            {"kind":"other","number":"7","state":"voided"}                            | 400
            {"kind":"fapiao","number":"7","state":"issued"}                           | 400
            """)
    void taxDocumentsThatCannotBeAreRefused(String document, int status) {
        assertThat(erp.post("/v1/invoices", request(Map.of("tax_documents", List.of(Api.JSON.readTree(document)))))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void oneThatMayHaveBeenWrittenTwiceSaysSo() {
        String first = id(issue(Map.of("number", "A-1", "reference", "April", "purchase_order", "PO-7")));
        assertThat(read(first).path("possible_duplicates")).isEmpty();

        JsonNode second = issue(Map.of("purchase_order", "PO-7", "issue_date", "2026-01-20"));
        assertThat(second.at("/possible_duplicates/0/number").asString()).isEqualTo("A-1");
        assertThat(second.path("possible_duplicates")).hasSize(1);
        assertThat(read(first).at("/possible_duplicates/0/id").asString()).isEqualTo(id(second));

        assertThat(issue(Map.of("purchase_order", "PO-7", "issue_date", "2026-03-01"))
                        .path("possible_duplicates"))
                .as("a month later it is the next one")
                .isEmpty();
        assertThat(issue(Map.of()).path("possible_duplicates"))
                .as("without a word in common it is another")
                .isEmpty();
        erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + first + "/void", Map.of("reason", "twice"))
                .expect(200);
        assertThat(read(id(second)).path("possible_duplicates")).isEmpty();
    }

    private JsonNode issue(Map<String, Object> more) {
        return erp.post("/v1/invoices", request(more)).expect(201);
    }

    private Map<String, Object> request(Map<String, Object> more) {
        var request = new HashMap<String, Object>(Body.invoice(customer, 10_000)
                .with("issue_date", "2026-01-10")
                .without("due_date")
                .with("terms", "net_30"));
        request.putAll(more);
        return request;
    }

    private static Map<String, Object> document(@org.jspecify.annotations.Nullable String number, String state) {
        var document = new HashMap<String, Object>(Map.of("kind", "digital_fapiao", "state", state));
        document.put("number", number);
        return document;
    }

    private Api.Answer patch(String invoice, int version, Map<String, Object> patch) {
        return erp.patch("/v1/invoices/" + invoice, "\"" + version + "\"", patch);
    }

    private List<String> found(String filter) {
        return erp.get("/v1/invoices?" + filter).expect(200).path("data").values().stream()
                .map(InvoiceReferencesTest::id)
                .toList();
    }

    private JsonNode read(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200);
    }

    private static String id(JsonNode made) {
        return made.path("id").asString();
    }
}
