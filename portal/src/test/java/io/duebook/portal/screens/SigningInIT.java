package io.duebook.portal.screens;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.fake.FakeBooks;
import io.duebook.portal.fake.FakeServer;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sign-in, language and ways back over plain HTTP, before an identity that says yes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningInIT {

    private final FakeServer server;
    private final RunningPortal portal;
    private HttpClient browser = HttpClient.newHttpClient();

    SigningInIT() throws Exception {
        Path logs = Files.createDirectories(Path.of("target", "screens"));
        server = new FakeServer(new FakeBooks());
        portal = new RunningPortal(server, Path.of("target", "duebook-portal.jar"), logs.resolve("signing-in.log"));
    }

    @BeforeEach
    void openBrowser() {
        browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @AfterAll
    void close() throws Exception {
        portal.close();
        server.close();
    }

    @Test
    void comesBackToWhereSomebodyWantedToGo() throws Exception {
        HttpResponse<String> answer = get("/invoices/inv_7?x=1");
        for (int hops = 0; answer.statusCode() == 302 && hops < 8; hops++) {
            answer = get(answer.headers().firstValue("location").orElseThrow());
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.request().uri().getPath()).isEqualTo("/invoices/inv_7");
        assertThat(answer.request().uri().getQuery()).startsWith("x=1");
    }

    @Test
    void asksForPkceAndTheOwnScopes() throws Exception {
        String request = get("/oauth2/authorization/duebook")
                .headers()
                .firstValue("location")
                .orElseThrow();
        assertThat(request)
                .startsWith(server.url() + "/oauth2/authorize")
                .contains("code_challenge_method=S256")
                .contains("checkouts:write")
                .doesNotContain("prompt=");
    }

    @Test
    void letsSomebodyPickAnotherMembership() throws Exception {
        assertThat(get("/oauth2/authorization/duebook?switch").headers().firstValue("location"))
                .get()
                .asString()
                .contains("prompt=select_account");
    }

    @Test
    void remembersTheLanguageAndSendsNobodyAway() throws Exception {
        HttpResponse<String> chosen = get("/language?tag=zh-CN&to=/statement");
        assertThat(chosen.headers().firstValue("location")).contains("/statement");
        assertThat(chosen.headers().firstValue("set-cookie")).get().asString().contains("duebook_language=zh-CN");
        for (String elsewhere :
                new String[] {"https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"}) {
            assertThat(get("/language?tag=en&to=" + URLEncoder.encode(elsewhere, StandardCharsets.UTF_8))
                            .headers()
                            .firstValue("location"))
                    .as(elsewhere)
                    .contains("/");
        }
    }

    @Test
    void saysThatSignInFailedOnAPageOfItsOwn() throws Exception {
        HttpResponse<String> answer = get("/sign-in-failed");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<div id=\"outlet\">").doesNotContain("OAuth 2.0");
    }

    @Test
    void answersHealthWithoutSignInAndShowsNoFigures() throws Exception {
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/env").statusCode()).isNotEqualTo(200);
        assertThat(get("/actuator/prometheus").statusCode()).isNotEqualTo(200);
    }

    private HttpResponse<String> get(String address) throws Exception {
        URI uri = URI.create(address.startsWith("http") ? address : portal.url() + address);
        return browser.send(
                HttpRequest.newBuilder(uri).header("Accept", "text/html,*/*").build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
