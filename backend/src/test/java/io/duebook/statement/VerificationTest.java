package io.duebook.statement;

import static io.duebook.statement.FrozenStatements.freezeActivity;
import static io.duebook.statement.FrozenStatements.freezeOpenItems;
import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.PublicId;
import io.duebook.shared.StatementId;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class VerificationTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private String customer;
    private Api anybody;

    @BeforeEach
    void aCustomerWhoOwes() {
        tenant = tenants.create();
        anybody = tenants.withoutToken();
        customer = tenant.customer("Secret Customer Ltd").path("id").asString();
        tenant.invoice(customer, 123_457, "2025-01-10", "2025-02-09");
    }

    @Test
    void tellsWhatItIsAndNothingElse() {
        JsonNode frozen = freezeActivity(tenant.program(), customer, "2025-01-01", "2025-01-31")
                .expect(201);

        Api.Answer answer = anybody.get(path(frozen));

        JsonNode told = answer.expect(200);
        assertThat(told.propertyNames())
                .containsExactlyInAnyOrder(
                        "tenant", "number", "version", "kind", "from", "as_of", "frozen_at", "hash", "latest");
        assertThat(told.path("tenant").asString()).isEqualTo("Test & Söhne GmbH");
        assertThat(told.path("number")).isEqualTo(frozen.path("number"));
        assertThat(told.path("hash")).isEqualTo(frozen.path("hash"));
        assertThat(told.path("frozen_at")).isEqualTo(frozen.path("frozen_at"));
        assertThat(told.path("from").asString()).isEqualTo("2025-01-01");
        assertThat(told.path("latest").asBoolean()).isTrue();
        assertThat(answer.text())
                .doesNotContain(
                        "Secret",
                        customer,
                        "123457",
                        "1234.57",
                        frozen.path("id").asString(),
                        "EUR");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void tellsOfALaterVersion() {
        JsonNode first =
                freezeOpenItems(tenant.program(), customer, "2025-01-31").expect(201);
        tenant.payment(customer, 500, "2025-01-21", "oldest_first");
        JsonNode second =
                freezeOpenItems(tenant.program(), customer, "2025-01-31").expect(201);

        assertThat(first.path("verification_url")).isNotEqualTo(second.path("verification_url"));
        assertThat(anybody.get(path(first)).expect(200).path("latest").asBoolean())
                .isFalse();
        assertThat(anybody.get(path(second)).expect(200).path("latest").asBoolean())
                .isTrue();
    }

    @Test
    void whatIsNotKnownIsNotKnownHoweverItIsAsked() {
        JsonNode frozen =
                freezeOpenItems(tenant.program(), customer, "2025-01-31").expect(201);
        String token = path(frozen).substring(path(frozen).lastIndexOf('/') + 1);

        for (String wrong : List.of(
                token.substring(1),
                token.toLowerCase(Locale.ROOT) + "x",
                "A".repeat(27),
                frozen.path("id").asString(),
                "%00",
                "a".repeat(2_000))) {
            assertThat(anybody.get("/v1/verifications/" + wrong).status())
                    .as(wrong)
                    .isIn(400, 404);
        }
        assertThat(anybody.get("/v1/verifications/" + "A".repeat(27)).refused(404))
                .isEqualTo("not_found");
    }

    @Test
    void theTokenIsLongNamesNothingAndIsKeptAsAHash() throws SQLException {
        JsonNode frozen =
                freezeOpenItems(tenant.program(), customer, "2025-01-31").expect(201);
        URI url = URI.create(frozen.path("verification_url").asString());
        String token = url.getPath().substring("/verify/".length());
        UUID id =
                PublicId.parse(StatementId.PREFIX, frozen.path("id").asString()).orElseThrow();

        assertThat(url.toString()).startsWith(TestBackend.PORTAL + "/verify/");
        assertThat(token).hasSize(27).matches("[A-Za-z0-9_-]+");
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var rows = connection.createStatement().executeQuery("""
                        select encode(token_hash, 'hex') = encode(sha256('%s'), 'hex') as hashed, tenant_id
                          from directory.statement_token
                         where statement_id = '%s'
                        """.formatted(token, id))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBoolean("hashed")).isTrue();
            assertThat(rows.getObject("tenant_id", UUID.class))
                    .isEqualTo(tenant.id().value());
            assertThat(rows.next()).isFalse();
        }
    }

    private static String path(JsonNode frozen) {
        String url = frozen.path("verification_url").asString();
        return "/v1/verifications/" + url.substring(url.lastIndexOf('/') + 1);
    }
}
