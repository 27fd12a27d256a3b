package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@BackendTest
class ProblemTest {

    @Autowired
    private TestTenants tenants;

    @Test
    void asksForATokenWhereNoneIsSent() {
        var answer = tenants.withoutToken().get("/v1/customers");

        assertThat(answer.refused(401)).isEqualTo("token_required");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void namesTheMissingScope() {
        var answer = tenants.create().withScopes("invoices:read").get("/v1/customers");

        assertThat(answer.refused(403)).isEqualTo("insufficient_scope");
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope", "customers:read");
    }

    @Test
    void refusesATokenForAnotherAudience() {
        var answer = tenants.withClaims(Map.of("sub", "x", "aud", "elsewhere", "scope", "customers:read"))
                .get("/v1/customers");

        assertThat(answer.refused(401)).isEqualTo("invalid_token");
    }

    /** No scope could be asked for that opens it. */
    @Test
    void aMisspeltPathIsNotForbiddenButNotThere() {
        var program = tenants.create().program();

        assertThat(program.get("/v1/invoicse").refused(404)).isEqualTo("not_found");
        assertThat(program.post("/v1/invoicse/x/void", Map.of()).refused(404)).isEqualTo("not_found");
        assertThat(program.get("/invoices").refused(404)).isEqualTo("not_found");
    }

    @Test
    void anUnknownPathIsAProblemToo() {
        var answer = tenants.create().withScopes("nothing:read").get("/v1/nothing");

        assertThat(answer.refused(404)).isEqualTo("not_found");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/invoices/%00",
                "/v1/invoices/%",
                "/v1/invoices/%zz",
                "/v1/invoices/a%2Fb",
                "/v1/invoices/a;b=c",
                "/v1/invoices//x",
                "/v1/invoices/..",
                "/v1/invoices/{id}",
                "/v1/invoices/\\",
                "/v1/invoices/<x>",
                "/v1/invoices?q=%zz",
                "/v1/invoices?q=%ff",
                "/v1/invoices?q=^{|}",
                "http://[::1",
                "*",
                "nonsense"
            })
    void whatIsNoAddressIsAProblemToo(String target) throws IOException {
        tellsAProblem("GET " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: <token>\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/invoices HTTP/1.1\r\nHost: x\r\nLong: <long>\r\n\r\n",
                "GET /v1/invoices?q=<long> HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/invoices HTTP/1.1\r\nHost: x\r\nBad\u0000Name: x\r\n\r\n",
                "GET /v1/invoices HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n",
                "POST /v1/invoices HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "nonsense\r\n\r\n"
            })
    void whatIsNoHttpIsAProblemToo(String request) throws IOException {
        tellsAProblem(request);
    }

    private void tellsAProblem(String request) throws IOException {
        TestTenant tenant = tenants.create();
        String token = String.valueOf(tenant.program().headers().get("Authorization"));
        try (var socket = new Socket("127.0.0.1", URI.create(tenant.url()).getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(request.replace("<token>", token)
                            .replace("<long>", "x".repeat(100_000))
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String answer = read(socket.getInputStream());
            assertThat(answer).matches("(?s)HTTP/1\\.[01] 4\\d\\d .*");
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .contains("content-type: application/problem+json", "x-request-id: ");
            var problem = Api.JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            assertThat(problem.propertyNames())
                    .contains(
                            "type", "title", "status", "code", "params", "detail", "errors", "request_id", "retryable");
            assertThat(answer)
                    .containsIgnoringCase(
                            "x-request-id: " + problem.path("request_id").asString());
        }
    }

    private static String read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("the server hung up after " + head).isNotNegative();
            head.append((char) next);
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        assertThat(length.find()).as(head.toString()).isTrue();
        return head + new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
    }
}
