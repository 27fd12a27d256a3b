package io.duebook.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.duebook.platform.BusinessClock;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import tools.jackson.databind.JsonNode;

/** From a payment to the mail in a mailbox, over a real mail server. */
@BackendTest
class ReceiptMailTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private JavaMailSenderImpl sender;

    @Autowired
    private BusinessClock clock;

    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private String today = "";

    @BeforeEach
    void startMailServer() {
        mailbox.start();
        sender.setHost("127.0.0.1");
        sender.setPort(mailbox.getSmtp().getPort());
        today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Berlin")).toString();
    }

    @AfterEach
    void stopMailServer() {
        sender.setHost("");
        mailbox.stop();
    }

    @Test
    void aPaymentIsConfirmedOnce() throws Exception {
        TestTenant tenant = tenants.create();
        String customer = customer(tenant, "payer@example.com", "zh-CN");
        tenant.invoice(customer, 10_000, "2026-01-10", "2026-02-09");
        JsonNode payment = tenant.payment(customer, 12_000, today, "oldest_first");

        waitUntil(() -> sent(tenant, customer) == 1);

        assertThat(mails(tenant)).hasSize(1);
        MimeMessage mail = mails(tenant).getFirst();
        assertThat(mail.getSubject()).contains("EUR 120.00", "Test & Söhne GmbH");
        assertThat(mail.getAllRecipients()[0]).hasToString("payer@example.com");
        assertThat(mail.getHeader("Content-Language", null)).isEqualTo("zh-CN");
        JsonNode message = messages(tenant, customer).path(0);
        assertThat(message.path("about").asString())
                .isEqualTo(payment.path("id").asString());
        assertThat(message.path("text").asString()).contains("EUR 100.00", "EUR 20.00");
        assertThat(message.path("state").asString()).isEqualTo("sent");
    }

    @Test
    void claimsOfOneNumberAreToldApart() throws Exception {
        TestTenant tenant = tenants.create();
        String customer = customer(tenant, "payer@example.com", "en");
        JsonNode fee = tenant.program()
                .post(
                        "/v1/fees",
                        Map.of(
                                "customer",
                                customer,
                                "kind",
                                "late_fee",
                                "amount",
                                500,
                                "currency",
                                "USD",
                                "issue_date",
                                "2026-01-10"))
                .expect(201);
        JsonNode invoice = tenant.program()
                .post(
                        "/v1/invoices",
                        Body.invoice(customer, 10_000)
                                .with("issue_date", "2026-01-10")
                                .with("due_date", "2026-02-09")
                                .with("number", fee.path("number").asString()))
                .expect(201);
        tenant.program()
                .post(
                        "/v1/payments",
                        Body.payment(customer, 10_400)
                                .with("received_on", today)
                                .with(
                                        "allocate",
                                        List.of(
                                                Map.of(
                                                        "invoice",
                                                        invoice.path("id").asString(),
                                                        "amount",
                                                        10_000),
                                                Map.of(
                                                        "invoice",
                                                        fee.path("id").asString(),
                                                        "amount",
                                                        500,
                                                        "rate",
                                                        "0.8"))))
                .expect(201);

        waitUntil(() -> sent(tenant, customer) == 1);

        assertThat(messages(tenant, customer).at("/0/text").asString()).contains("EUR 100.00", "USD 5.00");
    }

    @Test
    void aHeadOfficeReadsNothingOfWhatItsBranchesOwe() throws Exception {
        TestTenant tenant = tenants.create();
        String head = customer(tenant, "head@example.com", "en");
        String branch = tenant.program()
                .post("/v1/customers", Map.of("name", "Branch", "parent", head, "email", "branch@example.com"))
                .expect(201)
                .path("id")
                .asString();
        JsonNode own = tenant.invoice(head, 3_000, "2026-01-10", "2026-02-09");
        JsonNode others = tenant.invoice(branch, 6_000, "2026-01-10", "2026-02-09");
        tenant.payment(
                head,
                10_000,
                today,
                List.of(
                        Map.of("invoice", own.path("id").asString(), "amount", 3_000),
                        Map.of("invoice", others.path("id").asString(), "amount", 6_000)));

        waitUntil(() -> sent(tenant, head) == 1);

        assertThat(messages(tenant, head).at("/0/text").asString())
                .contains(own.path("number").asString() + ": EUR 30.00")
                .contains("EUR 60.00 of it settles what other companies owe")
                .contains("EUR 10.00 of it settles nothing yet")
                .doesNotContain(others.path("number").asString());
        assertThat(messages(tenant, branch)).isEmpty();
    }

    @Test
    void thePastAndTheNamelessGetNone() throws Exception {
        TestTenant tenant = tenants.create();
        String customer = customer(tenant, "late@example.com", "en");
        tenant.payment(customer, 500, "2026-01-05", "none");
        String silent = tenant.customer("No address").path("id").asString();
        tenant.payment(silent, 500, today, "none");
        tenant.payment(customer, 700, today, "none");

        waitUntil(() -> sent(tenant, customer) == 1);

        assertThat(messages(tenant, customer)).hasSize(1);
        assertThat(messages(tenant, silent)).isEmpty();
        assertThat(mails(tenant)).hasSize(1);
    }

    @Test
    void waitsForTheMailServer() throws Exception {
        TestTenant tenant = tenants.create();
        sender.setPort(1);
        String customer = customer(tenant, "patient@example.com", "en");
        tenant.payment(customer, 500, today, "none");
        waitUntil(() -> messages(tenant, customer).path(0).path("attempts").asInt(0) > 0
                && messages(tenant, customer).path(0).path("state").asString().equals("queued"));
        assertThat(messages(tenant, customer).path(0).path("last_error").asString())
                .isNotBlank();

        sender.setPort(mailbox.getSmtp().getPort());

        waitUntil(() -> sent(tenant, customer) == 1);
        assertThat(mails(tenant)).hasSize(1);
    }

    @Test
    void theLogIsTheTenantsOwn() {
        TestTenant tenant = tenants.create();
        String customer = customer(tenant, "x@example.com", "en");

        assertThat(tenants.create()
                        .program()
                        .get("/v1/messages?customer=" + customer)
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(tenant.contact(customer).get("/v1/messages").status()).isEqualTo(403);
    }

    private static String customer(TestTenant tenant, String email, String language) {
        return tenant.program()
                .post("/v1/customers", Map.of("name", "Payer", "email", email, "language", language))
                .expect(201)
                .path("id")
                .asString();
    }

    private static JsonNode messages(TestTenant tenant, String customer) {
        return tenant.program()
                .get("/v1/messages?customer=" + customer)
                .expect(200)
                .path("data");
    }

    private static long sent(TestTenant tenant, String customer) {
        return messages(tenant, customer)
                .valueStream()
                .filter(message -> message.path("state").asString().equals("sent"))
                .count();
    }

    private static void waitUntil(BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nothing came in a minute");
            }
            Thread.sleep(50);
        }
    }

    private List<MimeMessage> mails(TestTenant tenant) throws MessagingException {
        var ours = new ArrayList<MimeMessage>();
        for (MimeMessage mail : mailbox.getReceivedMessages()) {
            if (tenant.wrote(mail.getMessageID())) {
                ours.add(mail);
            }
        }
        return ours;
    }
}
