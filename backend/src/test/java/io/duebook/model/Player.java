package io.duebook.model;

import io.duebook.importing.ImportFile;
import io.duebook.model.Line.Delivery;
import io.duebook.scenario.Api;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Plays a script against the product and in the paper books at once, and fails where they differ. */
final class Player {

    /** Before a leap day, and before midnight in Berlin. */
    private static final Instant BEGINNING = Instant.parse("2027-12-20T20:15:00Z");

    private static final Duration KEYS_LIVE = Duration.ofDays(29);
    private static final LocalTime DAY_BEGINS = LocalTime.of(0, 10);
    private static final int CUSTOMERS = 3;
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "Asia/Shanghai", "America/New_York", "Pacific/Auckland");

    private final Backend backend;
    private final TestTenant tenant;
    private final Api api;
    private final PaperBooks books;
    private final Wire wire;
    private final Figures figures;
    private final Documents documents;
    private final Planner planner;
    private final Importing importing;
    private final Online online;
    private final List<Instant> moments = new ArrayList<>();
    private final List<Old> sent = new ArrayList<>();
    private String policyVersion = "\"1\"";

    private record Old(Wire.Sent sent, Instant at) {}

    Player(Backend backend, long seed) {
        this.backend = backend;
        String timeZone = zone(seed);
        backend.setClock(BEGINNING);
        this.tenant = backend.tenant(timeZone);
        this.api = tenant.program();
        this.books = new PaperBooks(java.time.ZoneId.of(timeZone), BEGINNING);
        this.wire = new Wire(api, backend);
        this.figures = new Figures(books, wire);
        this.documents = new Documents(books, wire);
        this.planner = new Planner(books);
        this.importing = new Importing(books);
        this.online = new Online(books, wire, backend, api.url(), backend.account(tenant));
    }

    static String zone(long seed) {
        return ZONES.get((int) Math.floorMod(seed, (long) ZONES.size()));
    }

    void begin() {
        decide(new Command.Decide(true, false));
        for (int at = 0; at < CUSTOMERS; at++) {
            String externalId = "C-" + at;
            JsonNode made = api.post("/v1/customers", Map.of("name", "Customer " + at, "external_id", externalId))
                    .expect(201);
            books.customers.add(new Party(made.path("id").asString(), externalId));
        }
        moments.add(books.now);
    }

    void play(Line line) {
        moveTo(books.now.plusSeconds(1));
        try {
            switch (line.command()) {
                case Command.Jump jump -> jump(Duration.ofMinutes(jump.minutes()));
                case Command.Look look -> look(look);
                case Command.Again again -> again(again);
                case Command.Decide decide -> decide(decide);
                case Command.Import file -> enter(file);
                case Command.OpenCheckout open -> online.open(open);
                case Command.PayCheckout pay -> online.pay(pay);
                case Command.RefundOnline refund -> giveBack(refund);
                case Command.Dispute dispute -> {
                    online.dispute(dispute);
                    learn();
                }
                case Command.TellAgain event -> online.tellAgain(event.event());
                case Command other -> carryOut(planner.plan(other), line.delivery());
            }
        } catch (Picks.NothingThere passedOver) {
            // A script that was cut may ask for what never came to be.
        }
        moments.add(books.now);
    }

    /** All there is, at the end. */
    void end() {
        moveTo(books.now.plusSeconds(1));
        for (int at = 0; at < CUSTOMERS; at++) {
            figures.look(new Figures.Point(books.today(), null), at, 400);
        }
        figures.askAgain(20);
        documents.all();
        figures.journal();
        Books.mustBalance(Backend.DATABASE, tenant.id());
    }

    private void jump(Duration by) {
        if (by.compareTo(KEYS_LIVE) >= 0) {
            wire.endHungUp();
        }
        moveTo(books.now.plus(by));
    }

    /**
     * Never into the first minutes of a day: what the processor took a moment ago counts from a moment ago, and that must
     * be the same day.
     */
    private void moveTo(Instant now) {
        boolean isAtMidnight = now.atZone(books.zone).toLocalTime().isBefore(DAY_BEGINS);
        books.now = isAtMidnight ? now.plus(Duration.ofMinutes(10)) : now;
        backend.setClock(books.now);
    }

    /** Through the processor, which does it or not. */
    private void giveBack(Command.RefundOnline refund) {
        Plan plan = online.plan(refund);
        try {
            Wire.Sent done = carryOut(plan, Delivery.ONCE);
            if (plan.expected() instanceof Plan.Success) {
                online.refunded(refund, done.answer().json());
            }
        } finally {
            online.behave();
        }
    }

    private Wire.Sent carryOut(Plan plan, Delivery delivery) {
        Wire.Sent done = wire.send(plan, delivery);
        Api.Answer answer = done.answer();
        switch (plan.expected()) {
            case Plan.Refusal refusal -> {
                Same.check(
                        plan.method() + " " + plan.path() + " " + plan.body(),
                        refusal.status() + " " + refusal.code(),
                        answer.status() + " "
                                + (answer.status() < 300
                                        ? answer.text()
                                        : answer.json().path("code").asString()));
            }
            case Plan.Success success -> {
                Same.check(
                        plan.method() + " " + plan.path() + " " + plan.body(),
                        success.status() + "",
                        answer.status() + (answer.status() < 300 ? "" : " " + answer.text()));
                success.booked().accept(answer.json());
                sent.add(new Old(done, books.now));
                learn();
            }
        }
        return done;
    }

    /** What an answer left out: ids of allocations made on the way, numbers of charges. */
    private void learn() {
        for (Claim claim : books.claims) {
            if (claim.number.isEmpty() && claim.state != Claim.State.DRAFT && claim.state != Claim.State.VOID) {
                claim.number = wire.get(claim.path()).path("number").asString();
            }
        }
        for (Made made : books.allocations) {
            if (made.id.isEmpty() && !made.isUndone && made.credit.kind != Credit.Kind.INTEREST) {
                Figures.learn(books.standing(made.credit), wire.get(path(made.credit)));
            }
        }
    }

    private static String path(Credit credit) {
        return (credit.kind == Credit.Kind.PAYMENT ? "/v1/payments/" : "/v1/credit_notes/") + credit.id;
    }

    private void look(Command.Look look) {
        Instant knownAt = look.known() == 0 ? null : Picks.last(moments, look.known() - 1);
        figures.look(new Figures.Point(books.today().plusDays(look.day()), knownAt), look.customer(), look.days());
        figures.askAgain(1);
        documents.some(3);
    }

    private void again(Command.Again again) {
        Old old = Picks.last(sent, again.request());
        if (Duration.between(old.at(), books.now).compareTo(KEYS_LIVE) < 0) {
            wire.again(old.sent());
        }
    }

    private void decide(Command.Decide decide) {
        Map<String, Object> wanted = Map.of(
                "interest",
                        Map.of(
                                "rates",
                                Charging.RATES.stream()
                                        .map(rate -> Map.of(
                                                "from",
                                                rate.from().toString(),
                                                "percent",
                                                rate.percent().toPlainString()))
                                        .toList(),
                                "mode",
                                decide.fixedAtDefault() ? "fixed_at_default" : "floating",
                                "due_days",
                                Charging.DUE_DAYS),
                "write_off", Map.of("tax_relief", decide.taxRelief()));
        Api.Answer answer = wire.patiently(() -> api.patch("/v1/policies", policyVersion, wanted));
        answer.expect(200);
        policyVersion = answer.header("ETag");
        books.taxRelief = decide.taxRelief();
        books.fixedAtDefault = decide.fixedAtDefault();
    }

    private void enter(Command.Import command) {
        List<Importing.Row> rows = importing.rows(command);
        var csv = new StringBuilder(ImportFile.HEADER);
        rows.forEach(row -> csv.append(row.csv()).append('\n'));
        JsonNode checked = wire.patiently(() ->
                        ImportFile.upload(api, csv.toString(), rows.getFirst().currency()))
                .expect(201);
        Same.check("rows accepted", rows.size(), checked.path("accepted").asInt());
        String id = checked.path("id").asString();
        JsonNode committed = wire.patiently(() -> api.post("/v1/imports/" + id + "/commit", ""))
                .expect(200);
        Same.check("import", "committed", committed.path("state").asString());
        PaperBooks.FiledImport filed = importing.enter(id, rows);
        filed.claims.forEach(this::learnImported);
    }

    private void learnImported(Claim claim) {
        JsonNode found = wire.get("/v1/invoices?q=" + claim.number)
                .path("data")
                .valueStream()
                .filter(one -> one.path("number").asString().equals(claim.number))
                .findFirst()
                .orElseThrow(() -> new Same.Different("not imported: " + claim));
        claim.id = found.path("id").asString();
        claim.version = found.path("version").asInt();
        for (Made made : books.allocations) {
            if (made.claim == claim && made.id.isEmpty()) {
                JsonNode settled = wire.get(claim.path()).path("allocations").path(0);
                made.id = settled.path("id").asString();
                made.credit.id = settled.path("payment").asString();
            }
        }
    }
}
