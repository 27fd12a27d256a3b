package io.duebook.sandbox.mailbox;

import io.duebook.sandbox.http.Json;
import io.duebook.sandbox.http.Reply;
import io.duebook.sandbox.http.Request;
import io.duebook.sandbox.http.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A running mailbox: an SMTP port that takes everything, an API and a page to read it. */
public final class Mailbox implements AutoCloseable {

    private final MailStore store;
    private final SmtpServer smtp;
    private final WebServer web;

    private Mailbox(String address, int smtpPort, int webPort, Path folder, Clock clock) throws IOException {
        store = new MailStore(folder, clock);
        smtp = new SmtpServer(address, smtpPort, store);
        web = new WebServer(address, webPort);
        web.get("/api/messages", this::list);
        web.get("/api/messages/{id}", this::one);
        web.route("DELETE", "/api/messages", request -> {
            store.deleteAll();
            return Reply.noContent();
        });
        new MailPages(store).routes(web);
    }

    public static Mailbox start(String address, int smtpPort, int webPort, Path folder, Clock clock)
            throws IOException {
        Mailbox mailbox = new Mailbox(address, smtpPort, webPort, folder, clock);
        mailbox.web.start();
        return mailbox;
    }

    public int smtpPort() {
        return smtp.port();
    }

    public int webPort() {
        return web.port();
    }

    @Override
    public void close() throws IOException {
        smtp.close();
        web.close();
    }

    private Reply list(Request request) {
        String to = request.query("to").orElse("");
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        store.newestFirst().stream()
                .filter(mail -> to.isEmpty() || mail.isFor(to))
                .forEach(mail -> data.add(mail.json()));
        return Reply.json(200, answer);
    }

    private Reply one(Request request) {
        return store.find(request.variable("id"))
                .map(mail -> Reply.json(200, mail.json()))
                .orElseGet(() -> Reply.json(404, Json.object().put("error", "No such message")));
    }
}
