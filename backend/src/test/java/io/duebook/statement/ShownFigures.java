package io.duebook.statement;

import static io.duebook.statement.FrozenStatements.freezeActivity;
import static io.duebook.statement.FrozenStatements.freezeOpenItems;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.document.PrintedPaper;
import io.duebook.scenario.Api;
import io.duebook.statement.PaperFigures.Mailed;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Every place that shows what a customer owes at the end of one day, held against the journal. */
final class ShownFigures {

    private static final List<String> KINDS = List.of("open_item", "activity");

    private final Api erp;
    private final Api contact;
    private final String customer;
    private final LocalDate first;
    private final LocalDate day;
    private final Map<String, Owed> owed;

    ShownFigures(SeededHistory told, LocalDate day) {
        this.erp = told.erp;
        this.contact = told.tenant.contact(told.customer);
        this.customer = told.customer;
        this.first = told.first();
        this.day = day;
        this.owed = inTheBooks();
    }

    /** How much is from the journal, how old it is from the due date of each claim. */
    private Map<String, Owed> inTheBooks() {
        Map<String, Long> open = inTheJournal("receivable", 1);
        Map<String, Long> unapplied = inTheJournal("unapplied", -1);
        var currencies = new TreeSet<>(open.keySet());
        currencies.addAll(unapplied.keySet());
        var all = new TreeMap<String, Owed>();
        for (String currency : currencies) {
            long is = open.getOrDefault(currency, 0L);
            long credit = unapplied.getOrDefault(currency, 0L);
            Owed.put(all, currency, new Owed(is, credit, is - credit, byAge(claims(currency))));
        }
        return all;
    }

    private Map<String, Long> inTheJournal(String account, int sign) {
        String ofTheCustomer = account + ":" + customer;
        return sums(
                all("/v1/journal?to=" + day)
                        .flatMap(entry -> entry.path("lines").valueStream())
                        .filter(line -> line.path("account").asString().equals(ofTheCustomer)),
                line -> sign * line.path("amount").asLong());
    }

    private Stream<JsonNode> claims(String currency) {
        return FrozenStatements.in(statement("open_item"), currency)
                .path("lines")
                .valueStream();
    }

    private List<Long> byAge(Stream<JsonNode> claims) {
        var buckets = new ArrayList<>(Collections.nCopies(Owed.BUCKETS, 0L));
        claims.forEach(claim -> {
            long days = ChronoUnit.DAYS.between(
                    LocalDate.parse(claim.path("due_date").asString()), day);
            int bucket = (int) Math.clamp(Math.ceilDiv(days, 30), 0, Owed.BUCKETS - 1);
            buckets.set(bucket, buckets.get(bucket) + claim.path("open").asLong());
        });
        return buckets;
    }

    /** What can be asked of any day. */
    void mustAgreeAsOfTheDay() {
        theBalanceMustAgree();
        theAgingMustAgree();
        for (String kind : KINDS) {
            JsonNode statement = statement(kind);
            FrozenStatements.mustAddUp(statement);
            mustBe("statement", Owed.in(statement.path("currencies")));
            assertThat(contact.get(path(kind)).expect(200).path("currencies"))
                    .as("what the customer's own people see")
                    .isEqualTo(statement.path("currencies"));
            theFilesMustAgree(path(kind), kind);
            thePaperMustAgree(path(kind));
        }
    }

    private void theBalanceMustAgree() {
        List<JsonNode> balances = erp.get("/v1/customers/" + customer + "/balance?as_of=" + day)
                .expect(200)
                .path("balances")
                .valueStream()
                .toList();
        for (var figure : figures().entrySet()) {
            assertThat(sums(balances.stream(), part -> part.path(figure.getKey())
                            .asLong()))
                    .as("balance: %s", figure.getKey())
                    .isEqualTo(figure.getValue());
        }
    }

    /** What is shown beside each other in every list of balances. */
    private Map<String, Map<String, Long>> figures() {
        return Map.of("open", each(Owed::open), "unapplied", each(Owed::unapplied), "balance", each(Owed::balance));
    }

    private void theAgingMustAgree() {
        String path = "/v1/reports/aging?as_of=" + day;
        List<JsonNode> customers = all(path + "&group_by=customer").toList();
        mustBe("aging", Owed.in(ofTheCustomer(customers).path("currencies")));

        Map<String, Long> ofEverybody =
                sums(customers.stream().flatMap(one -> one.path("currencies").valueStream()), part -> part.path("open")
                        .asLong());
        assertThat(sums(erp.get(path).expect(200).path("currencies").valueStream(), part -> part.path("open")
                        .asLong()))
                .as("aging of all customers")
                .isEqualTo(ofEverybody);

        ReadTable table = ReadTable.of(erp, path).where("customer", customer);
        var rows = new TreeMap<String, Owed>();
        table.rows().forEach(row -> Owed.put(rows, row.currency(), agedRow(row)));
        mustBe("aging as a file", rows);

        String byBusinessDate = "/v1/reports/age?as_of=" + day;
        JsonNode ages = ofTheCustomer(all(byBusinessDate + "&group_by=customer").toList());
        ReadTable agesTable = ReadTable.of(erp, byBusinessDate).where("customer", customer);
        for (var figure : figures().entrySet()) {
            assertThat(sums(ages.path("currencies").valueStream(), part -> part.path(figure.getKey())
                            .asLong()))
                    .as("age: %s", figure.getKey())
                    .isEqualTo(figure.getValue());
            assertThat(agesTable.sums(figure.getKey())).isEqualTo(figure.getValue());
        }
    }

    private static Owed agedRow(ReadTable.Line row) {
        return new Owed(
                row.minor("open"),
                row.minor("unapplied"),
                row.minor("balance"),
                Stream.of("not_due", "1_30", "31_60", "61_90", "over_90")
                        .map(bucket -> row.minor(bucket))
                        .toList());
    }

    private JsonNode ofTheCustomer(List<JsonNode> rows) {
        return rows.stream()
                .filter(row -> row.path("customer").asString().equals(customer))
                .findFirst()
                .orElseThrow();
    }

    private String path(String kind) {
        String days = kind.equals("activity") ? "&from=" + first + "&to=" + day : "&as_of=" + day;
        return "/v1/customers/" + customer + "/statement?kind=" + kind + days;
    }

    private JsonNode statement(String kind) {
        return erp.get(path(kind)).expect(200);
    }

    private void theFilesMustAgree(String path, String kind) {
        ReadTable table = ReadTable.of(erp, path);
        if (kind.equals("open_item")) {
            assertThat(table.sums("open")).as("claims as a file").isEqualTo(each(Owed::open));
        } else {
            assertThat(table.where("kind", "closing").sums("balance"))
                    .as("closing balance in the file")
                    .isEqualTo(each(Owed::balance));
            assertThat(table.sums("amount")).as("all that moved, in the file").isEqualTo(each(Owed::balance));
        }
    }

    private void thePaperMustAgree(String path) {
        PrintedPaper english = PrintedPaper.read(erp, with(path, "language=en"));
        mustBe("paper", PaperFigures.of(english));
        assertThat(PaperFigures.figures(PrintedPaper.read(erp, with(path, "language=zh-CN"))))
                .as("paper in Chinese")
                .containsExactlyInAnyOrderElementsOf(PaperFigures.figures(english));
    }

    private static String with(String path, String parameter) {
        return path + (path.contains("?") ? "&" : "?") + parameter;
    }

    /** What knows today only: the lists, and what is frozen and mailed. */
    void mustAgreeToday() {
        assertThat(each(Owed::overdue)).as("this history has something of each").isNotEmpty();
        assertThat(each(Owed::unapplied)).isNotEmpty();
        theListsMustAgree();
        theCustomersMustAgree();
        theFrozenMustAgree(freezeOpenItems(erp, customer, day.toString()).expect(201), "open_item");
        theFrozenMustAgree(
                freezeActivity(erp, customer, first.toString(), day.toString()).expect(201), "activity");
    }

    private void theListsMustAgree() {
        String path = "/v1/invoices?customer=" + customer;
        List<JsonNode> invoices = all(path).toList();
        ReadTable table = ReadTable.of(erp, path);
        assertThat(sums(invoices.stream(), invoice -> invoice.path("open").asLong()))
                .as("invoices")
                .isEqualTo(each(Owed::open))
                .isEqualTo(table.sums("open"));
        owed.forEach((currency, is) -> assertThat(byAge(invoices.stream()
                        .filter(invoice -> invoice.path("currency").asString().equals(currency))))
                .as("invoices by age")
                .isEqualTo(is.buckets()));
        assertThat(sums(invoices.stream(), invoice -> invoice.path("disputed").asLong()))
                .as("what is disputed is owed nonetheless")
                .isNotEmpty()
                .isEqualTo(table.sums("disputed"))
                .isEqualTo(sums(all("/v1/cases?customer=" + customer), one -> one.path("disputed")
                        .asLong()));

        var unapplied = new TreeMap<String, Long>();
        for (String list : List.of("/v1/payments", "/v1/credit_notes")) {
            String ofTheCustomer = list + "?customer=" + customer;
            Map<String, Long> listed = ReadTable.of(erp, ofTheCustomer).sums("unapplied");
            assertThat(sums(all(ofTheCustomer), credit -> credit.path("unapplied")
                            .asLong()))
                    .as(list)
                    .isEqualTo(listed);
            listed.forEach((currency, amount) -> unapplied.merge(currency, amount, Long::sum));
        }
        assertThat(unapplied).as("payments and credit notes").isEqualTo(each(Owed::unapplied));
    }

    private void theCustomersMustAgree() {
        JsonNode listed = all("/v1/reports/customers")
                .filter(one -> one.path("id").asString().equals(customer))
                .findFirst()
                .orElseThrow();
        ReadTable table = ReadTable.of(erp, "/v1/reports/customers").where("id", customer);
        var figures = new TreeMap<>(figures());
        figures.put("overdue", each(Owed::overdue));
        figures.forEach((name, amounts) -> {
            assertThat(sums(listed.path("currencies").valueStream(), part -> part.path(name)
                            .asLong()))
                    .as("customers: %s", name)
                    .isEqualTo(amounts);
            assertThat(table.sums(name)).isEqualTo(amounts);
        });
    }

    private void theFrozenMustAgree(JsonNode frozen, String kind) {
        String path = "/v1/statements/" + frozen.path("id").asString();
        FrozenStatements.mustAddUp(frozen);
        mustBe("frozen statement", Owed.in(frozen.path("currencies")));
        assertThat(frozen.path("currencies")).isEqualTo(statement(kind).path("currencies"));
        assertThat(contact.get(path).expect(200)).isEqualTo(frozen);
        theFilesMustAgree(path, kind);
        thePaperMustAgree(path);
        theMailMustAgree(path);
    }

    private void theMailMustAgree(String path) {
        Map<String, Mailed> said = new TreeMap<>();
        owed.forEach((currency, is) -> said.put(currency, Mailed.of(is)));
        for (String language : List.of("en", "zh-CN")) {
            JsonNode mail = erp.get(path + "/mail?language=" + language).expect(200);
            assertThat(PaperFigures.mailed(mail.path("text").asString()))
                    .as("mail in %s", language)
                    .isEqualTo(said);
            assertThat(queued(path, language)).isEqualTo(mail.path("text"));
        }
    }

    /** The text of the very mail that goes out. */
    private JsonNode queued(String path, String language) {
        String message = erp.post(
                        path + "/send",
                        Map.of("recipients", List.of(Map.of("email", "ap@example.com", "language", language))))
                .expect(202)
                .path("data")
                .path(0)
                .path("id")
                .asString();
        return erp.get("/v1/messages/" + message + "/content").expect(200).path("text");
    }

    private void mustBe(String where, Map<String, Owed> shown) {
        assertThat(shown).as("%s of %s", where, day).isEqualTo(owed);
    }

    /** Of each currency in which there is any. */
    private Map<String, Long> each(ToLongFunction<Owed> figure) {
        Map<String, Long> all = owed.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> figure.applyAsLong(entry.getValue())));
        all.values().removeIf(amount -> amount == 0);
        return all;
    }

    private static Map<String, Long> sums(Stream<JsonNode> parts, ToLongFunction<JsonNode> amount) {
        var sums = new TreeMap<String, Long>();
        parts.forEach(part -> sums.merge(currency(part), amount.applyAsLong(part), Long::sum));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    /** A payment says it with its amount. */
    private static String currency(JsonNode part) {
        JsonNode in = part.has("currency") ? part : part.path("amount");
        return in.path("currency").asString();
    }

    /** Every page of a list. */
    private Stream<JsonNode> all(String path) {
        var all = new ArrayList<JsonNode>();
        String cursor = "";
        do {
            JsonNode page = erp.get(with(path, "limit=200" + cursor)).expect(200);
            page.path("data").forEach(all::add);
            cursor = page.path("has_more").asBoolean()
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return all.stream();
    }
}
