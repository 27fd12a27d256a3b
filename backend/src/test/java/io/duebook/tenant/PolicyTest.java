package io.duebook.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class PolicyTest {

    private static final String DEFAULTS = """
            {"discount":{"part_payment":"full_only","tax_follows":true},
             "interest":{"rates":[],"mode":"floating","due_days":14,"preset":null,"known_until":null},
             "settlement":"oldest_first","apply_credits":false,"tolerance":0,
             "write_off":{"tax_relief":true,"approve_above":null,"limits":[]},"weekend_shift":"none",
             "numbering":{"invoice":{"prefix":"INV-","digits":6,"start":1},
                          "credit_note":{"prefix":"CN-","digits":6,"start":1},
                          "fee":{"prefix":"FEE-","digits":6,"start":1},
                          "interest":{"prefix":"INT-","digits":6,"start":1},
                          "deposit":{"prefix":"DEP-","digits":6,"start":1},
                          "statement":{"prefix":"ST-","digits":6,"start":1}},
             "terms":null,
             "mail":{"sender_name":null,"reply_to":null}}
            """;

    private final TestTenants tenants;
    private final TestTenant tenant;

    PolicyTest(@Autowired TestTenants tenants) {
        this.tenants = tenants;
        this.tenant = tenants.create();
    }

    @Test
    void beginAsPublished() {
        assertThat(tenant.program().get("/v1/policies").expect(200)).isEqualTo(Api.JSON.readTree(DEFAULTS));
    }

    @Test
    void changeWhereAPatchSaysSo() throws Exception {
        var changed = tenant.program().patch("/v1/policies", "\"1\"", """
                        {"interest":{"rates":[{"from":"2025-01-01","percent":"9"},{"from":"2025-07-01","percent":"8.27"}]},
                         "write_off":{"tax_relief":false,"approve_above":50000}}
                        """);

        JsonNode policies = changed.expect(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(policies.at("/interest/rates/1/percent").asString()).isEqualTo("8.27");
        assertThat(policies.at("/interest/due_days").asInt()).isEqualTo(14);
        assertThat(policies.at("/write_off/tax_relief").asBoolean()).isFalse();
        assertThat(tenant.program().get("/v1/policies").expect(200)).isEqualTo(policies);
        JsonNode event = event();
        assertThat(event.at("/before/write_off/tax_relief").asBoolean()).isTrue();
        assertThat(event.at("/after/write_off/approve_above").asInt()).isEqualTo(50_000);
        assertThat(tenants.create().program().get("/v1/policies").expect(200)).isEqualTo(Api.JSON.readTree(DEFAULTS));
    }

    @Test
    void takeTheLegalRatesOfAPresetUntilTheTenantGivesItsOwn() {
        JsonNode legal = tenant.program()
                .get("/v1/interest_presets?country=GB")
                .expect(200)
                .path("data");
        assertThat(legal.values().stream().map(preset -> preset.path("id").asString()))
                .containsExactly("eu_business", "gb_business");
        assertThat(legal.at("/1/compensation/1/amount").asLong()).isEqualTo(7_000);
        legal.forEach(preset -> assertThat(preset.path("sources")).isNotEmpty());

        JsonNode taken = tenant.program()
                .patch("/v1/policies", "\"1\"", "{\"interest\":{\"preset\":\"gb_business\",\"due_days\":7}}")
                .expect(200)
                .path("interest");
        assertThat(taken.path("mode").asString()).isEqualTo("fixed_at_default");
        assertThat(taken.path("due_days").asInt()).isEqualTo(7);
        assertThat(taken.path("rates").values().stream()
                        .map(rate -> rate.path("from").asString() + " "
                                + rate.path("percent").asString()))
                .contains("2025-07-01 12.25", "2026-01-01 11.75")
                .endsWith("2026-07-01 0");

        assertThat(taken.path("known_until").asString()).isEqualTo("2026-06-30");

        JsonNode other = tenant.program()
                .patch("/v1/policies", "\"2\"", "{\"tolerance\":1}")
                .expect(200)
                .path("interest");
        assertThat(other).isEqualTo(taken);
        String asRead = tenant.program().get("/v1/policies").expect(200).toString();
        assertThat(tenant.program()
                        .patch("/v1/policies", "\"3\"", asRead)
                        .expect(200)
                        .path("interest"))
                .isEqualTo(taken);
        JsonNode own = tenant.program()
                .patch(
                        "/v1/policies",
                        "\"3\"",
                        "{\"interest\":{\"rates\":[{\"from\":\"2026-01-01\",\"percent\":\"5\"}]}}")
                .expect(200)
                .path("interest");
        assertThat(own.path("preset").isNull()).isTrue();
        assertThat(own.path("rates")).hasSize(1);
    }

    @Test
    void seriesThatCameLaterGiveWayToPrefixesThatWereThere() throws Exception {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var before = connection.prepareStatement("update tenant set policies = ?::jsonb where tenant_id = ?")) {
            before.setString(
                    1, "{\"numbering\":{\"invoice\":{\"prefix\":\"FEE-\"},\"credit_note\":{\"prefix\":\"DEP-\"}}}");
            before.setObject(2, tenant.id().value());
            before.executeUpdate();
        }

        JsonNode numbering = tenant.program()
                .patch("/v1/policies", "\"1\"", "{\"tolerance\":5}")
                .expect(200)
                .path("numbering");

        assertThat(numbering.at("/invoice/prefix").asString()).isEqualTo("FEE-");
        assertThat(numbering.at("/fee/prefix").asString()).isEqualTo("FEE-2-");
        assertThat(numbering.at("/interest/prefix").asString()).isEqualTo("INT-");
        assertThat(numbering.at("/deposit/prefix").asString()).isEqualTo("DEP-2-");
    }

    @Test
    void areNotChangedBlindly() {
        assertThat(tenant.program()
                        .json("PATCH", "/v1/policies", "{\"tolerance\":1}")
                        .refused(428))
                .isEqualTo("version_required");
        assertThat(tenant.program()
                        .patch("/v1/policies", "\"7\"", "{\"tolerance\":1}")
                        .refused(412))
                .isEqualTo("version_mismatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tolerance\":-1}",
                "{\"interest\":{\"due_days\":-1}}",
                "{\"interest\":{\"preset\":\"atlantis\"}}",
                "{\"interest\":{\"preset\":\"de_business\",\"mode\":\"fixed_at_default\"}}",
                "{\"interest\":{\"rates\":[{\"from\":\"2025-01-01\",\"percent\":\"9.1234567\"}]}}",
                "{\"interest\":{\"rates\":[{\"from\":\"2025-07-01\",\"percent\":\"9\"},{\"from\":\"2025-01-01\",\"percent\":\"8\"}]}}",
                "{\"interest\":{\"rates\":[{\"percent\":\"9\"}]}}",
                "{\"settlement\":null}",
                "{\"discount\":null}",
                "{\"write_off\":{\"approve_above\":-5}}",
                "{\"numbering\":{\"invoice\":{\"prefix\":\"{year}{year}\"}}}",
                "{\"numbering\":{\"invoice\":{\"prefix\":\"R #\"}}}",
                "{\"numbering\":{\"invoice\":{\"prefix\":\"CN-\"}}}",
                "{\"numbering\":{\"invoice\":{\"digits\":0}}}",
                "{\"numbering\":{\"fee\":{\"prefix\":\"INT-\"}}}",
                "{\"mail\":{\"reply_to\":\"nobody\"}}",
                "{\"mail\":{\"sender_name\":\"\"}}",
                "{\"mail\":{\"sender_name\":\"A\\r\\nBcc: b@example.com\"}}",
                "{\"terms\":\"net 30\"}",
                "{\"terms\":{\"net\":30,\"eom\":1}}"
            })
    void refuseWhatCannotHold(String patch) {
        var answer = tenant.program().patch("/v1/policies", "\"1\"", patch);

        assertThat(answer.refused(422)).isEqualTo("invalid_request");
        assertThat(answer.json().at("/errors/0/pointer").asString()).startsWith("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tolerence\":1}",
                "{\"tolerance\":1.5}",
                "{\"tolerance\":\"1\"}",
                "{\"tolerance\":null}",
                "{\"settlement\":\"newest_first\"}",
                "{\"discount\":{\"tax_follows\":\"yes\"}}",
                "[]",
                "{\"interest\":{\"rates\":[{\"from\":\"01.01.2025\",\"percent\":\"9\"}]}}"
            })
    void refuseWhatTheyCannotRead(String patch) {
        assertThat(tenant.program().patch("/v1/policies", "\"1\"", patch).status())
                .isEqualTo(400);
    }

    private JsonNode event() throws Exception {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var query = connection.prepareStatement(
                        "select object::text from event where tenant_id = ? and type = 'policies.updated'")) {
            query.setObject(1, tenant.id().value());
            try (var row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                return Api.JSON.readTree(row.getString(1));
            }
        }
    }
}
