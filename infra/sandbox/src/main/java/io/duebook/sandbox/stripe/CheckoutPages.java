package io.duebook.sandbox.stripe;

import static io.duebook.sandbox.http.Html.escape;

import io.duebook.sandbox.http.Reply;
import io.duebook.sandbox.http.Request;
import io.duebook.sandbox.http.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The hosted payment page: what is bought, from whom, and a form to pay it. */
final class CheckoutPages {

    private static final Pattern EXPIRY = Pattern.compile("(\\d{1,2})\\s*/?\\s*(\\d{2}|\\d{4})");

    private final ObjectStore store;
    private final Checkout checkout;
    private final Cashier cashier;
    private final Clock clock;
    private final byte[] styles;

    /** What was typed before, and what was wrong with it. */
    private record Typed(String email, String name, String method, String error) {}

    CheckoutPages(ObjectStore store, Checkout checkout, Cashier cashier, Clock clock) throws IOException {
        this.store = store;
        this.checkout = checkout;
        this.cashier = cashier;
        this.clock = clock;
        try (InputStream in = Objects.requireNonNull(CheckoutPages.class.getResourceAsStream("checkout.css"))) {
            styles = in.readAllBytes();
        }
    }

    void routes(WebServer server) {
        server.get("/assets/checkout.css", request -> Reply.bytes(200, "text/css; charset=utf-8", styles));
        server.get("/c/pay/{id}", this::show);
        server.post("/c/pay/{id}", this::pay);
        server.get("/c/pay/{id}/authenticate", this::showChallenge);
        server.post("/c/pay/{id}/authenticate", this::answerChallenge);
    }

    private Reply show(Request request) {
        checkout.expireOverdue();
        return store.findAnywhere(StripeObjects.SESSION, request.variable("id"))
                .map(owned -> owned.object().path("status").asString().equals("open")
                        ? form(request, owned, new Typed(email(owned.object()), "", "card", ""))
                        : over(request, owned))
                .orElseGet(() -> page(404, texts(request, null), "", "<h1>404</h1>"));
    }

    private Reply pay(Request request) {
        ObjectStore.Owned owned = store.findAnywhere(StripeObjects.SESSION, request.variable("id"))
                .orElse(null);
        if (owned == null) {
            return page(404, texts(request, null), "", "<h1>404</h1>");
        }
        CheckoutTexts texts = texts(request, owned.object());
        String method = request.field("paymentMethod").isEmpty() ? "card" : request.field("paymentMethod");
        String email = email(owned.object()).isEmpty() ? request.field("email") : email(owned.object());
        Typed typed = new Typed(email, request.field("billingName"), method, "");
        String problem = problem(request, typed, texts);
        if (!problem.isEmpty()) {
            return form(request, owned, new Typed(email, typed.name(), method, problem));
        }
        Cashier.Outcome outcome = method.equals("sepa_debit")
                ? cashier.payByDebit(owned, request.field("iban"), Payer.of(email, typed.name()))
                : cashier.payByCard(owned, request.field("cardNumber"), payer(request, typed));
        return next(request, owned, outcome, typed);
    }

    private Reply showChallenge(Request request) {
        return store.findAnywhere(StripeObjects.SESSION, request.variable("id"))
                .map(owned -> challenge(request, owned))
                .orElseGet(() -> page(404, texts(request, null), "", "<h1>404</h1>"));
    }

    private Reply answerChallenge(Request request) {
        ObjectStore.Owned owned = store.findAnywhere(StripeObjects.SESSION, request.variable("id"))
                .orElse(null);
        if (owned == null) {
            return page(404, texts(request, null), "", "<h1>404</h1>");
        }
        Cashier.Outcome outcome =
                cashier.answerChallenge(owned, request.field("outcome").equals("complete"));
        return next(request, owned, outcome, new Typed(email(owned.object()), "", "card", ""));
    }

    private Reply next(Request request, ObjectStore.Owned owned, Cashier.Outcome outcome, Typed typed) {
        return switch (outcome) {
            case Cashier.Outcome.Paid paid -> Reply.seeOther(successUrl(paid.session()));
            case Cashier.Outcome.Processing processing -> Reply.seeOther(successUrl(processing.session()));
            case Cashier.Outcome.Challenge challenge ->
                Reply.seeOther("/c/pay/" + owned.object().path("id").asString() + "/authenticate" + language(request));
            case Cashier.Outcome.Refused refused -> {
                String why = texts(request, owned.object()).refusal(refused.error());
                yield form(request, owned, new Typed(typed.email(), typed.name(), typed.method(), why));
            }
            case Cashier.Outcome.NotOpen over -> over(request, new ObjectStore.Owned(owned.account(), over.session()));
        };
    }

    private String problem(Request request, Typed typed, CheckoutTexts texts) {
        if (!typed.email().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+|[^@\\s]+@localhost")) {
            return texts.wrongEmail();
        }
        if (typed.method().equals("sepa_debit")) {
            return "";
        }
        Matcher expiry = EXPIRY.matcher(request.field("cardExpiry"));
        if (!expiry.matches() || month(expiry) < 1 || month(expiry) > 12) {
            return texts.wrongExpiry();
        }
        if (YearMonth.of(year(expiry), month(expiry)).isBefore(YearMonth.now(clock.withZone(ZoneOffset.UTC)))) {
            return texts.pastExpiry();
        }
        return request.field("cardCvc").matches("\\d{3,4}") ? "" : texts.wrongCvc();
    }

    private static Payer payer(Request request, Typed typed) {
        Matcher expiry = EXPIRY.matcher(request.field("cardExpiry"));
        return expiry.matches()
                ? new Payer(typed.email(), typed.name(), month(expiry), year(expiry))
                : Payer.of(typed.email(), typed.name());
    }

    private static int month(Matcher expiry) {
        return Integer.parseInt(expiry.group(1));
    }

    private static int year(Matcher expiry) {
        int year = Integer.parseInt(expiry.group(2));
        return year < 100 ? 2000 + year : year;
    }

    private Reply form(Request request, ObjectStore.Owned owned, Typed typed) {
        ObjectNode session = owned.object();
        CheckoutTexts texts = texts(request, session);
        String total = money(session.path("amount_total").asLong(), session, texts);
        String alert = typed.error().isEmpty()
                ? ""
                : "<p class=\"alert\" role=\"alert\" id=\"error\">" + escape(typed.error()) + "</p>";
        String content = """
                <main>
                  %s
                  <form class="panel" method="post" action="/c/pay/%s%s" novalidate>
                    %s
                    <h2>%s</h2>
                    <label for="email">%s</label>
                    <input id="email" name="email" type="email" autocomplete="email" required value="%s"%s>
                    <h2>%s</h2>
                    %s
                    <button type="submit" id="pay">%s</button>
                    %s
                  </form>
                </main>
                """.formatted(
                        order(owned, texts, total),
                        escape(session.path("id").asString()),
                        language(request),
                        alert,
                        texts.contact(),
                        texts.email(),
                        escape(typed.email()),
                        email(session).isEmpty() ? "" : " readonly",
                        texts.method(),
                        methods(session, typed, texts),
                        escape(texts.payAmount().formatted(total)),
                        cancelLink(session, texts));
        return page(typed.error().isEmpty() ? 200 : 402, texts, supplier(owned), content);
    }

    private String order(ObjectStore.Owned owned, CheckoutTexts texts, String total) {
        StringBuilder lines = new StringBuilder();
        for (JsonNode line :
                checkout.lines(owned.object().path("id").asString()).values()) {
            long quantity = line.path("quantity").asLong(1);
            lines.append("<li><span>%s%s</span><span class=\"sum\">%s</span></li>"
                    .formatted(
                            escape(line.path("description").asString("")),
                            quantity == 1
                                    ? ""
                                    : "<br><small>" + texts.quantity().formatted(quantity) + "</small>",
                            escape(money(line.path("amount_total").asLong(), owned.object(), texts))));
        }
        return """
                <section class="order" aria-labelledby="title">
                  <h1 id="title">%s</h1>
                  <p class="total">%s</p>
                  <ul>%s</ul>
                  <p class="due"><span>%s</span><span class="sum">%s</span></p>
                </section>
                """.formatted(
                escape(texts.pay().formatted(supplier(owned))), escape(total), lines, texts.total(), escape(total));
    }

    private static String methods(ObjectNode session, Typed typed, CheckoutTexts texts) {
        String card = """
                <div class="card-fields">
                <label for="cardNumber">%s</label>
                <input id="cardNumber" name="cardNumber" inputmode="numeric" autocomplete="cc-number" maxlength="23" placeholder="4242 4242 4242 4242">
                <div class="two">
                  <div><label for="cardExpiry">%s</label>
                  <input id="cardExpiry" name="cardExpiry" inputmode="numeric" autocomplete="cc-exp" maxlength="9" placeholder="12 / 34"></div>
                  <div><label for="cardCvc">%s</label>
                  <input id="cardCvc" name="cardCvc" inputmode="numeric" autocomplete="cc-csc" maxlength="4" placeholder="123"></div>
                </div>
                <label for="billingName">%s</label>
                <input id="billingName" name="billingName" autocomplete="cc-name" value="%s">
                </div>
                """.formatted(texts.number(), texts.expiry(), texts.cvc(), texts.name(), escape(typed.name()));
        boolean debitToo = session.path("payment_method_types").values().stream()
                .anyMatch(method -> method.asString().equals("sepa_debit"));
        if (!debitToo) {
            return card;
        }
        boolean debit = typed.method().equals("sepa_debit");
        return """
                <fieldset><legend class="hidden">%s</legend>
                <label class="choice"><input type="radio" name="paymentMethod" value="card"%s> %s</label>
                %s
                <label class="choice"><input type="radio" name="paymentMethod" value="sepa_debit"%s> %s</label>
                <div class="debit-fields"><label for="iban">%s</label>
                <input id="iban" name="iban" autocomplete="off" placeholder="AT61 1904 3002 3457 3201"></div>
                </fieldset>
                """.formatted(
                        texts.method(),
                        debit ? "" : " checked",
                        texts.card(),
                        card,
                        debit ? " checked" : "",
                        texts.debit(),
                        texts.iban());
    }

    private Reply challenge(Request request, ObjectStore.Owned owned) {
        ObjectNode session = owned.object();
        CheckoutTexts texts = texts(request, session);
        String content = """
                <main class="narrow">
                  <form class="panel" method="post" action="/c/pay/%s/authenticate%s">
                    <h1>%s</h1>
                    <p>%s</p>
                    <button name="outcome" value="complete" id="complete">%s</button>
                    <button name="outcome" value="fail" id="fail" class="quiet">%s</button>
                  </form>
                </main>
                """.formatted(
                        escape(session.path("id").asString()),
                        language(request),
                        texts.prove(),
                        escape(texts.proveText()
                                .formatted(money(session.path("amount_total").asLong(), session, texts))),
                        texts.proveYes(),
                        texts.proveNo());
        return page(200, texts, supplier(owned), content);
    }

    private Reply over(Request request, ObjectStore.Owned owned) {
        ObjectNode session = owned.object();
        CheckoutTexts texts = texts(request, session);
        boolean complete = session.path("status").asString().equals("complete");
        String url = complete ? successUrl(session) : session.path("cancel_url").asString("");
        String link = url.isEmpty()
                ? ""
                : "<p><a class=\"button\" href=\"%s\">%s</a></p>"
                        .formatted(escape(url), escape(texts.back().formatted(supplier(owned))));
        String content = "<main class=\"narrow\"><div class=\"panel\"><h1>%s</h1>%s</div></main>"
                .formatted(complete ? texts.paid() : texts.expired(), link);
        return page(200, texts, supplier(owned), content);
    }

    private static Reply page(int status, CheckoutTexts texts, String supplier, String content) {
        String page = """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="/assets/checkout.css">
                <link rel="icon" href="data:,">
                </head>
                <body>
                <header><span class="badge">%s</span><a href="?lang=%s" lang="%s">%s</a></header>
                %s
                </body>
                </html>
                """.formatted(
                        texts.tag(),
                        escape(texts.pay().formatted(supplier)),
                        texts.test(),
                        texts.otherTag(),
                        texts.otherTag(),
                        texts.other(),
                        content);
        return Reply.html(status, page)
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer")
                .with("X-Frame-Options", "DENY")
                .with("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src data:");
    }

    private static String cancelLink(ObjectNode session, CheckoutTexts texts) {
        String url = session.path("cancel_url").asString("");
        return url.isEmpty()
                ? ""
                : "<p class=\"cancel\"><a href=\"%s\" id=\"cancel\">%s</a></p>".formatted(escape(url), texts.cancel());
    }

    static String successUrl(ObjectNode session) {
        return session.path("success_url")
                .asString()
                .replace("{CHECKOUT_SESSION_ID}", session.path("id").asString());
    }

    private String supplier(ObjectStore.Owned owned) {
        return store.findAnywhere(StripeObjects.ACCOUNT, owned.account())
                .map(account ->
                        account.object().path("business_profile").path("name").asString(""))
                .filter(name -> !name.isEmpty())
                .orElse("Duebook");
    }

    private static String email(ObjectNode session) {
        return session.path("customer_email").asString("");
    }

    private static String money(long amount, ObjectNode session, CheckoutTexts texts) {
        return CurrencyRules.format(amount, session.path("currency").asString(), texts.locale());
    }

    private static CheckoutTexts texts(Request request, @Nullable ObjectNode session) {
        return CheckoutTexts.of(
                request.query("lang").orElse(""),
                session == null ? null : session.path("locale").asString(""),
                request.header("Accept-Language").orElse(""));
    }

    private static String language(Request request) {
        return request.query("lang")
                .map(lang -> lang.startsWith("zh") ? "?lang=zh" : "?lang=en")
                .orElse("");
    }
}
