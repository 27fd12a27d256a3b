package io.duebook.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class CustomerTest {

    @Autowired
    private TestTenants tenants;

    @Test
    void keepsWhatItIsTold() {
        Api program = tenants.create().program();
        JsonNode made = program.post(
                        "/v1/customers",
                        Map.of(
                                "external_id", "00042",
                                "name", "Nordwind Söhne KG",
                                "kind", "consumer",
                                "language", "zh-CN",
                                "email", "ap@nordwind.example",
                                "tax_id", "DE123456789",
                                "address", Map.of("line1", "Hafen 1", "city", "Kiel", "country", "DE"),
                                "metadata", Map.of("branch", "north")))
                .expect(201);

        var read = program.get("/v1/customers/" + made.path("id").asString());

        assertThat(read.expect(200)).isEqualTo(made);
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.path("external_id").asString()).isEqualTo("00042");
        assertThat(made.path("address").path("city").asString()).isEqualTo("Kiel");
        assertThat(made.path("metadata").path("branch").asString()).isEqualTo("north");
    }

    @Test
    void isMadeOncePerKey() {
        Api program = tenants.create().program().with("Idempotency-Key", "make-1");

        var first = program.post("/v1/customers", Map.of("name", "Twice"));
        var second = program.post("/v1/customers", Map.of("name", "Twice"));

        assertThat(second.expect(201)).isEqualTo(first.expect(201));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(program.post("/v1/customers", Map.of("name", "Other")).refused(422))
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void hasItsExternalIdAlone() {
        Api program = tenants.create().program();
        program.post("/v1/customers", Map.of("name", "A", "external_id", "7")).expect(201);

        assertThat(program.post("/v1/customers", Map.of("name", "B", "external_id", "7"))
                        .refused(409))
                .isEqualTo("external_id_taken");
        assertThat(names(program.get("/v1/customers?external_id=7"))).containsExactly("A");
        tenants.create()
                .program()
                .post("/v1/customers", Map.of("name", "Elsewhere", "external_id", "7"))
                .expect(201);
    }

    @Test
    void isMadeOrChangedByItsExternalId() {
        Api program = tenants.create().program();

        JsonNode made = program.put("/v1/customers?external_id=a%2F7", Map.of("name", "First"))
                .expect(201);
        JsonNode changed = program.put("/v1/customers?external_id=a%2F7", Map.of("name", "Second"))
                .expect(200);
        JsonNode same = program.put("/v1/customers?external_id=a%2F7", Map.of("name", "Second"))
                .expect(200);

        assertThat(changed.path("id")).isEqualTo(made.path("id"));
        assertThat(changed.path("name").asString()).isEqualTo("Second");
        assertThat(same.path("version").asInt()).isEqualTo(2);
    }

    @Test
    void isMadeOnceByEightWhoSendItsExternalIdAtTheSameTime() throws Exception {
        Api program = tenants.create().program();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> send = () -> program.put("/v1/customers?external_id=same", Map.of("name", "One"))
                    .status();
            var answers =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(at -> send).toList());

            List<Integer> statuses =
                    answers.stream().map(answer -> answer.resultNow()).sorted().toList();
            assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 200, 200, 201);
        }
        assertThat(names(program.get("/v1/customers"))).containsExactly("One");
    }

    @Test
    void changesWhatAPatchNamesAndClearsWhatItNulls() {
        Api program = tenants.create().program();
        JsonNode made = program.post(
                        "/v1/customers",
                        Map.of(
                                "name",
                                "Before",
                                "email",
                                "a@b.example",
                                "address",
                                Map.of("city", "Kiel", "country", "DE"),
                                "metadata",
                                Map.of("keep", "1", "drop", "2")))
                .expect(201);
        String path = "/v1/customers/" + made.path("id").asString();

        var changed = program.patch(
                path,
                "\"1\"",
                "{\"name\":\"After\",\"email\":null,\"address\":{\"city\":\"Lübeck\"},\"metadata\":{\"drop\":null,\"new\":\"3\"}}");

        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.expect(200).path("name").asString()).isEqualTo("After");
        assertThat(changed.json().path("email").isNull()).isTrue();
        assertThat(changed.json().path("address").path("country").asString()).isEqualTo("DE");
        assertThat(changed.json().path("address").path("city").asString()).isEqualTo("Lübeck");
        assertThat(changed.json().path("metadata").propertyNames()).containsExactlyInAnyOrder("keep", "new");
        assertThat(program.get(path).expect(200)).isEqualTo(changed.json());
    }

    @Test
    void refusesAPatchOfAnOldVersionOrOfNone() {
        TestTenant tenant = tenants.create();
        String path = "/v1/customers/" + tenant.customer("Once").path("id").asString();
        tenant.program().patch(path, "\"1\"", Map.of("name", "Twice")).expect(200);

        assertThat(tenant.program().patch(path, "\"1\"", Map.of("name", "Late")).refused(412))
                .isEqualTo("version_mismatch");
        assertThat(tenant.program().json("PATCH", path, Map.of("name", "Blind")).refused(428))
                .isEqualTo("version_required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"X\",\"nme\":\"Y\"}",
                "{\"name\":7}",
                "{\"name\":\"X\",\"email\":NaN}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"X\"",
                "[]",
                "{\"name\":\"X\",\"metadata\":{\"a\":{\"b\":1}}}",
                "{\"name\":\"X\",\"kind\":\"martian\"}"
            })
    void refusesWhatItCannotRead(String body) {
        assertThat(tenants.create().program().post("/v1/customers", body).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"X\",\"email\":\"nobody\"}",
                "{\"name\":\"X\",\"language\":\"de\"}",
                "{\"name\":\"X\",\"address\":{\"country\":\"Germany\"}}"
            })
    void refusesWhatBreaksARuleOfItsFields(String body) {
        assertThat(tenants.create().program().post("/v1/customers", body).refused(422))
                .isEqualTo("invalid_request");
    }

    @Test
    void tellsWhereAPatchIsWrong() {
        TestTenant tenant = tenants.create();
        String path = "/v1/customers/" + tenant.customer("X").path("id").asString();

        var unknown = tenant.program().patch(path, "\"1\"", "{\"address\":{\"town\":null}}");
        var invalid = tenant.program().patch(path, "\"1\"", "{\"name\":null,\"address\":{\"country\":\"de\"}}");

        assertThat(unknown.refused(400)).isEqualTo("unknown_field");
        assertThat(unknown.json().at("/errors/0/pointer").asString()).isEqualTo("/address/town");
        assertThat(invalid.refused(422)).isEqualTo("invalid_request");
        assertThat(invalid.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/address/country", "/name");
    }

    @Test
    void isFoundByAnyPartOfNameIdOrMail() {
        Api program = tenants.create().program();
        program.post("/v1/customers", Map.of("name", "上海远景贸易有限公司", "external_id", "CN-0815"))
                .expect(201);
        program.post("/v1/customers", Map.of("name", "Gebrüder SÖHNE 100%", "email", "post@soehne.example"))
                .expect(201);

        assertThat(names(program.get("/v1/customers?q=" + encoded("远景")))).containsExactly("上海远景贸易有限公司");
        assertThat(names(program.get("/v1/customers?q=0815"))).containsExactly("上海远景贸易有限公司");
        assertThat(names(program.get("/v1/customers?q=" + encoded("söhne")))).containsExactly("Gebrüder SÖHNE 100%");
        assertThat(names(program.get("/v1/customers?q=POST@"))).containsExactly("Gebrüder SÖHNE 100%");
        assertThat(names(program.get("/v1/customers?q=" + encoded("0%")))).containsExactly("Gebrüder SÖHNE 100%");
        assertThat(names(program.get("/v1/customers?q=" + encoded("_")))).isEmpty();
    }

    @Test
    void isListedPageByPage() {
        Api program = tenants.create().program();
        for (int at = 0; at < 5; at++) {
            program.post("/v1/customers", Map.of("name", "C" + at)).expect(201);
        }

        var first = program.get("/v1/customers?limit=2").expect(200);
        var second = program.get("/v1/customers?limit=2&cursor="
                        + first.path("next_cursor").asString())
                .expect(200);
        var third = program.get("/v1/customers?limit=2&cursor="
                        + second.path("next_cursor").asString())
                .expect(200);

        assertThat(first.path("data").findValuesAsString("name")).containsExactly("C0", "C1");
        assertThat(second.path("data").findValuesAsString("name")).containsExactly("C2", "C3");
        assertThat(third.path("data").findValuesAsString("name")).containsExactly("C4");
        assertThat(third.path("has_more").asBoolean()).isFalse();
        assertThat(program.get("/v1/customers?cursor=bogus").refused(400)).isEqualTo("invalid_cursor");
        assertThat(program.get("/v1/customers?limit=201").refused(400)).isEqualTo("invalid_parameter");
    }

    @Test
    void isListedByTimeOfChange() {
        TestTenant tenant = tenants.create();
        JsonNode first = tenant.customer("First");
        JsonNode second = tenant.customer("Second");
        tenant.program()
                .patch("/v1/customers/" + first.path("id").asString(), "\"1\"", Map.of("name", "First again"))
                .expect(200);
        String since = "/v1/customers?limit=1&updated_since="
                + second.path("updated_at").asString();

        var page = tenant.program().get(since).expect(200);
        var next = tenant.program()
                .get(since + "&cursor=" + page.path("next_cursor").asString());

        assertThat(page.path("data").findValuesAsString("name")).containsExactly("Second");
        assertThat(names(next)).containsExactly("First again");
    }

    @Test
    void ofAnotherTenantIsAsIfItNeverWas() {
        String theirs = tenants.create().customer("Theirs").path("id").asString();
        Api program = tenants.create().program();
        String never = theirs.substring(0, theirs.length() - 3) + "000";

        assertThat(withoutRequestId(program.get("/v1/customers/" + theirs)))
                .isEqualTo(withoutRequestId(program.get("/v1/customers/" + never)))
                .isEqualTo(withoutRequestId(program.get("/v1/customers/nonsense")));
        assertThat(program.patch("/v1/customers/" + theirs, "\"1\"", Map.of("name", "Mine"))
                        .refused(404))
                .isEqualTo("not_found");
        assertThat(program.post("/v1/customers/" + theirs + "/unarchive", "").status())
                .isEqualTo(404);
        assertThat(names(program.get("/v1/customers"))).isEmpty();
    }

    @Test
    void aContactSeesTheirOwnAndNoMetadata() {
        TestTenant tenant = tenants.create();
        JsonNode own = tenant.program()
                .post("/v1/customers", Map.of("name", "Own", "metadata", Map.of("risk", "high")))
                .expect(201);
        JsonNode other = tenant.customer("Other");
        Api contact = tenant.contact(own.path("id").asString());

        assertThat(names(contact.get("/v1/customers"))).containsExactly("Own");
        assertThat(contact.get("/v1/customers/" + own.path("id").asString())
                        .expect(200)
                        .path("metadata")
                        .isEmpty())
                .isTrue();
        assertThat(withoutRequestId(
                        contact.get("/v1/customers/" + other.path("id").asString())))
                .isEqualTo(withoutRequestId(contact.get("/v1/customers/nonsense")));
        assertThat(contact.post("/v1/customers", Map.of("name", "New")).refused(403))
                .isEqualTo("insufficient_scope");
    }

    private static Map<String, Object> withoutRequestId(Api.Answer answer) {
        Map<String, Object> fields = new HashMap<>();
        answer.expect(404).properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        assertThat(fields.remove("request_id")).isNotNull();
        return fields;
    }

    private static List<String> names(Api.Answer answer) {
        return StreamSupport.stream(answer.expect(200).path("data").spliterator(), false)
                .map(customer -> customer.path("name").asString())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
