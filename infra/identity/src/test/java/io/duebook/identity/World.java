package io.duebook.identity;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tenants and people for one test, under names no other test uses, and the portal's part of a sign-in. */
final class World {

    static final String PASSWORD = "a quiet harbour at noon";

    final Api api = new Api();
    private final String backend = api.backendToken();

    record Portal(String state, String verifier) {}

    String tenant() {
        return tenant("Northwind Trading");
    }

    String tenant(String name) {
        String id = UUID.randomUUID().toString();
        expect(200, api.put("/admin/tenants/" + id, backend, """
                        {"slug":"t-%s","name":"%s","locale":"en"}
                        """.formatted(id, name)));
        return id;
    }

    static String email() {
        return "ann." + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
    }

    /** Invites a member; returns the membership's id. */
    String member(String tenant, String email, String... roles) {
        String id = UUID.randomUUID().toString();
        expect(200, putMember(tenant, id, email, roles));
        return id;
    }

    Api.Answer putMember(String tenant, String id, String email, String... roles) {
        return api.put("/admin/tenants/" + tenant + "/memberships/" + id, backend, """
                {"email":"%s","name":"Ann Lee","kind":"member","roles":["%s"]}
                """.formatted(
                        email, String.join("\",\"", roles)));
    }

    String contact(String tenant, String email, String customer) {
        String id = UUID.randomUUID().toString();
        expect(200, api.put("/admin/tenants/" + tenant + "/memberships/" + id, backend, """
                        {"email":"%s","kind":"contact","customer_id":"%s","customer_name":"Blue Lake GmbH"}
                        """.formatted(
                        email, customer)));
        return id;
    }

    Api.Answer admin(String method, String path, String json) {
        return api.call(method, path, backend, json);
    }

    /** As if they had accepted every invitation, with the password of all tests. */
    void activate(String email) {
        expect(204, api.put("/admin/sandbox/users", backend, """
                {"email":"%s","password":"%s"}
                """.formatted(email, PASSWORD)));
    }

    static String authorizePath(Portal portal, String more) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "duebook-portal");
        parameters.put("redirect_uri", Instance.PORTAL + "/login/oauth2/code/duebook");
        parameters.put(
                "scope",
                "openid me:read tenant:read customers:read customers:write invoices:read"
                        + " invoices:write payments:read members:write checkouts:read checkouts:write");
        parameters.put("state", portal.state());
        parameters.put("nonce", "n-" + portal.state());
        parameters.put("code_challenge", challenge(portal.verifier()));
        parameters.put("code_challenge_method", "S256");
        return "/oauth2/authorize?" + Browser.encoded(parameters) + more;
    }

    static Portal portal() {
        return new Portal(Digests.randomToken(), Digests.randomToken());
    }

    /** Signs in by password and returns the redirect to the portal, or the page that came instead. */
    static Browser.Answer signIn(Browser browser, Portal portal, String email, String more) {
        browser.get(authorizePath(portal, more));
        return browser.submit("/sign-in", Map.of("email", email, "password", PASSWORD));
    }

    Api.Answer exchange(Portal portal, Browser.Answer redirect) {
        return api.token(
                "duebook-portal",
                Instance.PORTAL_SECRET,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        redirect.parameter("code"),
                        "redirect_uri",
                        Instance.PORTAL + "/login/oauth2/code/duebook",
                        "code_verifier",
                        portal.verifier()));
    }

    /** Everything from the portal's redirect to its tokens. */
    Api.Answer tokens(Browser browser, String email) {
        Portal portal = portal();
        return expect(200, exchange(portal, signIn(browser, portal, email, "")));
    }

    Api.Answer refresh(String refreshToken) {
        return api.token(
                "duebook-portal",
                Instance.PORTAL_SECRET,
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    static Api.Answer expect(int status, Api.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("Expected %d, was %d: %s"
                    .formatted(status, answer.status(), answer.raw().body()));
        }
        return answer;
    }

    /** Mails to an address, oldest first, once there are so many. */
    static List<MimeMessage> mailsTo(String email, int atLeast) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        List<MimeMessage> found = found(email);
        while (found.size() < atLeast && Instant.now().isBefore(deadline)) {
            pause(Duration.ofMillis(50));
            found = found(email);
        }
        if (found.size() < atLeast) {
            throw new AssertionError("Only " + found.size() + " mails to " + email);
        }
        return found;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static boolean isTo(MimeMessage message, String email) {
        return recipients(message).contains(email);
    }

    private static List<MimeMessage> found(String email) {
        List<MimeMessage> found = new ArrayList<>();
        for (MimeMessage message : Instance.MAIL.getReceivedMessages()) {
            if (isTo(message, email)) {
                found.add(message);
            }
        }
        return found;
    }

    private static String recipients(MimeMessage message) {
        try {
            return Arrays.toString(message.getAllRecipients());
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The path of the link in the latest of so many mails. */
    static String linkIn(String email, int mails) {
        String text = text(mailsTo(email, mails).getLast());
        Matcher link =
                Pattern.compile(Pattern.quote(Instance.issuer()) + "(/\\S+)").matcher(text);
        if (!link.find()) {
            throw new AssertionError("No link in " + text);
        }
        return link.group(1);
    }

    /** The plain text of a mail. */
    static String text(MimeMessage message) {
        return part(message, "text/plain");
    }

    /** The HTML of a mail. */
    static String html(MimeMessage message) {
        return part(message, "text/html");
    }

    private static String part(Part part, String type) {
        try {
            if (part.isMimeType(type)) {
                return String.valueOf(part.getContent());
            }
            if (part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    String found = part(parts.getBodyPart(i), type);
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
            }
            return "";
        } catch (IOException | MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
