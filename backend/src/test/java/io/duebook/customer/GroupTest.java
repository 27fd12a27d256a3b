package io.duebook.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Customers under customers: what they may be, and what all of them owe. */
@BackendTest
class GroupTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;

    @BeforeEach
    void begin() {
        tenant = tenants.create();
        erp = tenant.program();
    }

    @Test
    void hangsUnderAParentAndIsFoundThere() {
        String head = customer("Head", null);
        JsonNode branch = erp.post("/v1/customers", Map.of("name", "Branch", "parent", head, "external_id", "b"))
                .expect(201);
        String id = branch.path("id").asString();

        assertThat(branch.at("/parent/id").asString()).isEqualTo(head);
        assertThat(branch.at("/parent/name").asString()).isEqualTo("Head");
        assertThat(erp.get("/v1/customers/" + id).expect(200)).isEqualTo(branch);
        assertThat(names("/v1/customers?parent=" + head)).containsExactly("Branch");
        assertThat(names("/v1/customers?parent=" + head + "&q=bra")).containsExactly("Branch");
        assertThat(names("/v1/customers?parent=" + id)).isEmpty();
        assertThat(new String(
                        erp.with("Accept", "text/csv")
                                .file("/v1/customers?parent=" + head)
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("parent,parent_name")
                .contains(head + ",Head");

        // What names no parent leaves it where it is; null takes it out, and a whole customer without one as well.
        patch(id, 1, Map.of("name", "Shop")).expect(200);
        assertThat(names("/v1/customers?parent=" + head)).containsExactly("Shop");
        erp.patch("/v1/customers/" + id, "\"2\"", "{\"parent\":null}").expect(200);
        assertThat(names("/v1/customers?parent=" + head)).isEmpty();
        erp.put("/v1/customers?external_id=b", Map.of("name", "Shop", "parent", head))
                .expect(200);
        assertThat(names("/v1/customers?parent=" + head)).containsExactly("Shop");
    }

    @Test
    void refusesCirclesASixthLevelAndParentsThatAreNotThere() {
        String top = customer("1", null);
        String second = customer("2", top);
        String fifth = customer("5", customer("4", customer("3", second)));
        String other = customer("Other", null);
        customer("Below other", other);
        Api elsewhere = tenants.create().program();
        String stranger = elsewhere
                .post("/v1/customers", Map.of("name", "Stranger"))
                .expect(201)
                .path("id")
                .asString();

        assertThat(patch(top, 1, Map.of("parent", top)).refused(422)).isEqualTo("parent_circular");
        assertThat(patch(top, 1, Map.of("parent", fifth)).refused(422)).isEqualTo("parent_circular");
        assertThat(erp.post("/v1/customers", Map.of("name", "6", "parent", fifth))
                        .refused(422))
                .isEqualTo("group_too_deep");
        assertThat(patch(top, 1, Map.of("parent", other)).refused(422)).isEqualTo("group_too_deep");
        assertThat(patch(top, 1, Map.of("parent", stranger)).refused(422)).isEqualTo("unknown_reference");
        assertThat(erp.get("/v1/customers?parent=" + stranger).refused(422)).isEqualTo("unknown_reference");
        assertThat(erp.get("/v1/reports/aging?group=" + stranger).refused(422)).isEqualTo("unknown_reference");
        patch(second, 1, Map.of("parent", other)).expect(200);

        String archived = imported("OLD-1");
        patch(archived, 1, Map.of("parent", other)).expect(200);
        undoImport();
        assertThat(erp.post("/v1/customers", Map.of("name", "New", "parent", archived))
                        .refused(422))
                .isEqualTo("parent_archived");
    }

    /** Each change alone is none, both together were a circle. */
    @Test
    void noCircleIsClosedByTwoAtOnce() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<String> two = List.of(customer("A", null), customer("B", null));
            try (var clients = Executors.newFixedThreadPool(2)) {
                var answers = IntStream.range(0, 2)
                        .mapToObj(at -> clients.submit(() -> patch(two.get(at), 1, Map.of("parent", two.get(1 - at)))
                                .status()))
                        .toList();
                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(200, 422);
            }
        }
    }

    @Test
    void owesTogetherWhatEachOwes() {
        String head = customer("Head", null);
        String branch = customer("Branch", head);
        String shop = customer("Shop", branch);
        customer("Idle", head);
        String stranger = customer("Stranger", null);
        tenant.invoice(head, 1_000, "2026-01-01", "2026-01-31");
        tenant.invoice(shop, 500, "2026-01-05", "2026-02-28");
        tenant.payment(branch, 200, "2026-01-10", "none");
        tenant.invoice(stranger, 9_999, "2026-01-01", "2026-01-31");

        JsonNode group = erp.get("/v1/customers/" + head + "/balance?group=true&as_of=2026-02-15")
                .expect(200);
        assertThat(group.at("/balances/0").toString())
                .isEqualTo("{\"currency\":\"EUR\",\"open\":1500,\"unapplied\":200,\"balance\":1300}");
        assertThat(group.path("customers")
                        .valueStream()
                        .map(part -> part.at("/customer/name").asString() + " "
                                + part.at("/balances/0/balance").asLong()))
                .containsExactlyInAnyOrder("Head 1000", "Branch -200", "Shop 500");
        assertThat(erp.get("/v1/customers/" + head + "/balance?group=true&as_of=2026-01-04")
                        .expect(200)
                        .at("/balances/0/balance")
                        .asLong())
                .isEqualTo(1_000);
        assertThat(erp.get("/v1/customers/" + branch + "/balance?group=true&as_of=2026-02-15")
                        .expect(200)
                        .at("/balances/0/balance")
                        .asLong())
                .isEqualTo(300);
        assertThat(erp.get("/v1/customers/" + head + "/balance").expect(200).has("customers"))
                .isFalse();

        JsonNode aging =
                erp.get("/v1/reports/aging?as_of=2026-02-15&group=" + head).expect(200);
        assertThat(aging.at("/currencies/0/open").asLong()).isEqualTo(1_500);
        assertThat(aging.at("/currencies/0/unapplied").asLong()).isEqualTo(200);
        assertThat(aging.at("/currencies/0/buckets/1/amount").asLong()).isEqualTo(1_000);
        assertThat(erp.get("/v1/reports/aging?as_of=2026-02-15&group_by=customer&group=" + branch)
                        .expect(200)
                        .path("data")
                        .valueStream()
                        .map(row -> row.path("name").asString()))
                .containsExactly("Branch", "Shop");
    }

    @Test
    void contactsSeeTheirOwnCustomerAndNoGroup() {
        String head = customer("Head", null);
        String branch = customer("Branch", head);
        tenant.invoice(head, 1_000, "2026-01-01", "2026-01-31");
        Api ofHead = tenant.contact(head);
        Api ofBranch = tenant.contact(branch);

        assertThat(ofHead.get("/v1/customers/" + head + "/balance?group=true").refused(403))
                .isEqualTo("group_not_visible");
        assertThat(ofHead.get("/v1/customers/" + branch + "/balance").refused(404))
                .isEqualTo("not_found");
        assertThat(ofHead.get("/v1/customers?parent=" + head).expect(200).path("data"))
                .isEmpty();
        assertThat(ofBranch.get("/v1/customers?parent=" + head).refused(422)).isEqualTo("unknown_reference");
        assertThat(ofBranch.get("/v1/customers/" + branch)
                        .expect(200)
                        .path("parent")
                        .isNull())
                .isTrue();
        assertThat(ofBranch.get("/v1/customers").text()).doesNotContain(head);
        assertThat(ofBranch.with("Accept", "text/csv").get("/v1/customers").text())
                .contains(branch)
                .doesNotContain(head);
    }

    private String batch = "";

    /** The id of a customer that came with an import of one invoice. */
    private String imported(String number) {
        batch = ImportFile.upload(
                        erp, ImportFile.HEADER + "acme,Acme," + number + ",2026-01-01,2026-01-31,100.00,,,,\n")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + batch + "/commit", "").expect(200);
        return erp.get("/v1/customers?external_id=acme")
                .expect(200)
                .at("/data/0/id")
                .asString();
    }

    private void undoImport() {
        erp.post("/v1/imports/" + batch + "/undo", "").expect(200);
    }

    private String customer(String name, @Nullable String parent) {
        return erp.post("/v1/customers", parent == null ? Map.of("name", name) : Map.of("name", name, "parent", parent))
                .expect(201)
                .path("id")
                .asString();
    }

    private Api.Answer patch(String id, int version, Map<String, ?> fields) {
        return erp.patch("/v1/customers/" + id, "\"" + version + "\"", fields);
    }

    private List<String> names(String path) {
        return erp.get(path)
                .expect(200)
                .path("data")
                .valueStream()
                .map(row -> row.path("name").asString())
                .toList();
    }
}
