package io.duebook.model;

import io.duebook.model.PaperBooks.GivenBack;
import io.duebook.model.PaperBooks.Page;
import io.duebook.model.PaperBooks.TakenBack;
import io.duebook.platform.Ids;
import io.duebook.scenario.Api;
import io.duebook.scenario.FakeStripe;
import io.duebook.scenario.TestBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Money that comes and goes through the payment processor, whose events arrive late, twice, in any order or not at all.
 * What it does is over before the next command, so that it is known when the product learnt of it.
 */
final class Online {

    private static final FakeStripe STRIPE = TestBackend.STRIPE;
    private static final String CLEARING = "processor_clearing:stripe";
    private static final long DISPUTE_FEE = 1_500;
    private static final Set<String> NOT_PAYABLE = Set.of(
            "item_settled",
            "nothing_to_pay",
            "amount_too_small",
            "amount_too_large",
            "payment_processing",
            "already_paid",
            "currency_mismatch");

    private final PaperBooks books;
    private final Picks picks;
    private final Wire wire;
    private final Backend backend;
    private final Api anybody;
    private final String account;
    private final Receiving receiving;
    private final Refunding refunding;
    private final Reversing reversing;
    private final List<String> told = new ArrayList<>();

    Online(PaperBooks books, Wire wire, Backend backend, String url, String account) {
        this.books = books;
        this.picks = new Picks(books);
        this.wire = wire;
        this.backend = backend;
        this.anybody = new Api(url, "");
        this.account = account;
        this.receiving = new Receiving(books);
        this.refunding = new Refunding(books);
        this.reversing = new Reversing(books);
    }

    void open(Command.OpenCheckout command) {
        Party customer = picks.customer(command.customer());
        String currency = Picks.currency(command.currency());
        List<String> claims = command.claims().stream()
                .map(index -> picks.claim(index, Picks.of(customer, currency)).id)
                .distinct()
                .toList();
        Object items = claims.isEmpty() ? "all" : claims;
        Api.Answer answer = wire.once(
                "/v1/checkouts",
                Picks.body(
                        "customer",
                        customer.id(),
                        "currency",
                        currency,
                        "items",
                        items,
                        "return_url",
                        TestBackend.PORTAL + "/pay/back"));
        if (answer.status() == 201 || answer.status() == 200) {
            remember(customer, currency, answer.json());
        } else if (!NOT_PAYABLE.contains(answer.json().path("code").asString())) {
            throw new Same.Different("no page to pay on: " + answer.text());
        }
    }

    private void remember(Party customer, String currency, JsonNode page) {
        String id = page.path("id").asString();
        if (books.pages.stream().noneMatch(known -> known.id.equals(id))) {
            var shares = new LinkedHashMap<Claim, Long>();
            for (JsonNode share : page.path("allocation")) {
                Claim claim = books.claims.stream()
                        .filter(one -> one.id.equals(share.path("invoice").asString()))
                        .findFirst()
                        .orElseThrow();
                shares.put(claim, share.path("amount").asLong());
                if (share.path("amount").asLong() > books.open(claim)) {
                    throw new Same.Different("more to pay than is open: " + page);
                }
            }
            books.pages.add(new Page(id, page.path("url").asString(), customer, currency, shares));
        }
    }

    void pay(Command.PayCheckout command) {
        Page page =
                Picks.last(books.pages.stream().filter(one -> one.paid == null).toList(), command.checkout());
        String path = "/v1/checkouts/" + page.id;
        if (command.told().equals("early")) {
            tell("checkout.session.completed", session(page));
            backend.awaitLooked(account);
        }
        try {
            STRIPE.pay(page.url);
        } catch (IllegalStateException closed) {
            throw new Picks.NothingThere();
        }
        switch (command.told()) {
            case "twice" -> {
                tell("checkout.session.completed", session(page));
                tellAgain(0);
                tell("payment_intent.succeeded", STRIPE.intentOf(page.url));
            }
            case "once", "early" -> tell("payment_intent.succeeded", STRIPE.intentOf(page.url));
            default -> {
                // Whoever watches the page makes the product ask.
            }
        }
        JsonNode paid = await(path, "paid");
        backend.awaitLooked(account);
        long amount = paid.at("/charge/amount").asLong();
        Credit credit = receiving.receive(page.customer, page.currency, amount, books.today(), CLEARING);
        credit.id = paid.path("payment").asString();
        page.paid = credit;
        JsonNode payment = wire.get("/v1/payments/" + credit.id);
        Same.check(
                "received_on",
                books.today().toString(),
                payment.path("received_on").asString());
        List<Made> made = receiving.settle(credit, fitted(page, amount));
        Same.check(
                "unapplied", books.unapplied(credit), payment.path("unapplied").asLong());
        Figures.learn(made, payment);
    }

    private static String session(Page page) {
        return page.url.substring(page.url.lastIndexOf('/') + 1);
    }

    /** The shares that were shown, as far as the money reaches. */
    private static List<Map.Entry<Claim, Long>> fitted(Page page, long amount) {
        var parts = new ArrayList<Map.Entry<Claim, Long>>();
        long left = amount;
        for (var share : page.shares.entrySet()) {
            long part = Math.min(left, share.getValue());
            if (part > 0) {
                parts.add(Map.entry(share.getKey(), part));
                left -= part;
            }
        }
        return parts;
    }

    private Page paid(int index) {
        return Picks.last(books.pages.stream().filter(page -> page.paid != null).toList(), index);
    }

    /** Which page's money it is, and the request that gives it back; what comes of it is for {@link #refunded}. */
    Plan plan(Command.RefundOnline command) {
        Credit payment = Objects.requireNonNull(paid(command.payment()).paid);
        if (command.fails()) {
            STRIPE.misbehave(account, "create_refund", "refuse", 1);
        }
        return refunding.plan(payment, command);
    }

    void refunded(Command.RefundOnline command, JsonNode answer) {
        String state = outcome("/v1/refunds/" + answer.path("id").asString());
        GivenBack given = books.refunds.getLast();
        if (state.equals("failed")) {
            List<Made> made = refunding.fail(given);
            Figures.learn(made, wire.get("/v1/payments/" + given.credit().id));
        }
        if (command.fails()) {
            Same.check("a refund that is refused", "failed", state);
        }
    }

    void behave() {
        STRIPE.behave(account, "create_refund");
    }

    void dispute(Command.Dispute command) {
        Page page = paid(command.payment());
        Credit payment = Objects.requireNonNull(page.paid);
        String dispute = STRIPE.dispute(STRIPE.intentOf(page.url), payment.amount);
        boolean tellsEach = command.told().equals("each");
        boolean isTaken = !command.fate().equals("inquiry");
        if (tellsEach || !isTaken) {
            tell("charge.dispute.created", dispute);
            backend.awaitLooked(account);
        }
        if (!isTaken) {
            return;
        }
        Optional<TakenBack> before = reversing.standing(payment);
        STRIPE.take(dispute);
        if (tellsEach) {
            tell("charge.dispute.funds_withdrawn", dispute);
            backend.awaitLooked(account);
        }
        if (command.fate().equals("won") || command.fate().equals("lost")) {
            STRIPE.decide(dispute, command.fate().equals("won"));
        }
        tell("charge.dispute.closed", dispute);
        tellAgain(0);
        backend.awaitLooked(account);
        JsonNode answer = wire.get("/v1/payments/" + payment.id);
        if (before.isEmpty()) {
            JsonNode told =
                    answer.path("reversals").path(answer.path("reversals").size() - 1);
            reversing.chargeBack(payment, DISPUTE_FEE, told);
        } else if (before.get().kind.equals("chargeback") && !before.get().isOfDispute) {
            // Somebody booked it by hand before: it is the same one.
            before.get().isOfDispute = true;
        } else {
            return;
        }
        if (command.fate().equals("won")) {
            reversing.giveAgain(reversing.standing(payment).orElseThrow());
            Figures.learn(books.standing(payment), answer);
        }
        Same.check(
                "unapplied", books.unapplied(payment), answer.path("unapplied").asLong());
    }

    private void tell(String type, String object) {
        told.add(FakeStripe.event("evt_" + Ids.next(), type, account, object));
        tellAgain(0);
    }

    void tellAgain(int index) {
        String event = Picks.last(told, index);
        wire.patiently(() -> anybody.with("Stripe-Signature", FakeStripe.signature(event, FakeStripe.CONNECT_SECRET, 0))
                        .plainPost("/v1/stripe/webhooks", event))
                .expect(200);
        backend.awaitLooked(account);
    }

    private JsonNode await(String path, String state) {
        return Awaitility.await(path)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(40))
                .until(
                        () -> wire.get(path),
                        page -> page.path("state").asString().equals(state));
    }

    private String outcome(String path) {
        return Awaitility.await(path)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(40))
                .until(() -> wire.get(path).path("state").asString(), Set.of("succeeded", "failed")::contains);
    }
}
