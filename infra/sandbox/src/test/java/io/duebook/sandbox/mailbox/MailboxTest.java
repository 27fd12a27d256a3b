package io.duebook.sandbox.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.sandbox.http.Json;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class MailboxTest {

    private Path folder;
    private Mailbox mailbox;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start(@TempDir Path empty) throws Exception {
        folder = empty;
        mailbox = Mailbox.start("127.0.0.1", 0, 0, folder, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        mailbox.close();
    }

    @Test
    void keepsBothFormsOfAMailAndItsLinks() throws Exception {
        send(
                "ann@example.com",
                "付款提醒 №1",
                "你好\r\n.\r\n..看 http://127.0.0.1:8000/p?a=1&b=2.\r\n",
                "<p>你好 <a href=\"http://127.0.0.1:8000/p?a=1&amp;b=2\">看</a></p>");
        JsonNode mail = messages("?to=ANN@example.com").path("data").get(0);
        assertThat(mail.path("subject").asString()).isEqualTo("付款提醒 №1");
        assertThat(mail.path("from").asString()).contains("books@example.com");
        assertThat(mail.path("to").get(0).asString()).isEqualTo("ann@example.com");
        assertThat(mail.path("text").asString()).contains("你好\r\n.\r\n..看");
        assertThat(mail.path("html").asString()).contains("<p>你好");
        assertThat(mail.path("links").size()).isEqualTo(1);
        assertThat(mail.path("links").get(0).asString()).isEqualTo("http://127.0.0.1:8000/p?a=1&b=2");
        assertThat(messages("?to=bob@example.com").path("data").isEmpty()).isTrue();
    }

    @Test
    void aRestartForgetsNothingAndDeletingForgetsAll() throws Exception {
        send("ann@example.com", "One", "text", "<p>html</p>");
        mailbox.close();
        mailbox = Mailbox.start("127.0.0.1", 0, 0, folder, Clock.systemUTC());
        assertThat(messages("").path("data").size()).isEqualTo(1);
        String id = messages("").path("data").get(0).path("id").asString();
        assertThat(Json.parse(get("/api/messages/" + id).body()).path("subject").asString())
                .isEqualTo("One");
        http.send(
                HttpRequest.newBuilder(address("/api/messages")).DELETE().build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(messages("").path("data").isEmpty()).isTrue();
        assertThat(get("/api/messages/" + id).statusCode()).isEqualTo(404);
        mailbox.close();
        mailbox = Mailbox.start("127.0.0.1", 0, 0, folder, Clock.systemUTC());
        assertThat(messages("").path("data").isEmpty()).isTrue();
    }

    @Test
    void takesManyAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                int number = i;
                threads.submit(() -> {
                    send("ann@example.com", "Mail " + number, "text", "<p>html</p>");
                    return number;
                });
            }
        }
        assertThat(messages("").path("data").size()).isEqualTo(50);
    }

    @Test
    void showsAMailShutInAFrame() throws Exception {
        send("ann@example.com", "A <b> subject", "text", "<script>steal()</script><p>hello</p>");
        String id = messages("").path("data").get(0).path("id").asString();
        String page = get("/messages/" + id).body();
        assertThat(page).contains("A &lt;b&gt; subject", "sandbox=\"allow-popups");
        HttpResponse<String> content = get("/messages/" + id + "/content");
        assertThat(content.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("sandbox")
                .doesNotContain("allow-scripts")
                .contains("default-src 'none'");
        assertThat(get("/").body()).contains("A &lt;b&gt; subject");
    }

    @Test
    void keepsToTheOrderOfTheProtocol() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", mailbox.smtpPort());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(in.readLine()).startsWith("220");
            for (String[] step : new String[][] {
                {"HELO me", "250"},
                {"RCPT TO:<ann@example.com>", "503"},
                {"DATA", "503"},
                {"MAIL FROM:<>", "250"},
                {"RCPT TO:nobody", "501"},
                {"RCPT TO:<ann@example.com>", "250"},
                {"RSET", "250"},
                {"DATA", "503"},
                {"DANCE", "502"},
                {"QUIT", "221"}
            }) {
                socket.getOutputStream().write((step[0] + "\r\n").getBytes(StandardCharsets.UTF_8));
                assertThat(in.readLine()).as(step[0]).startsWith(step[1]);
            }
        }
    }

    private void send(String to, String subject, String text, String html) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(mailbox.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("books@example.com", "Duebook", "UTF-8"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        MimeMultipart both = new MimeMultipart("alternative");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        both.addBodyPart(plain);
        MimeBodyPart rich = new MimeBodyPart();
        rich.setContent(html, "text/html; charset=utf-8");
        both.addBodyPart(rich);
        message.setContent(both);
        Transport.send(message);
    }

    private JsonNode messages(String query) throws Exception {
        return Json.parse(get("/api/messages" + query).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + mailbox.webPort() + path);
    }
}
