package io.duebook.portal.fake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Canned books: real-looking ones, and ugly ones with no rows, thousands of rows, endless names, yen and dinars. */
public final class FakeBooks {

    private static final String LONG_NAME =
            "Vereinigte Norddeutsche Maschinen- und Anlagenbaugesellschaft für Förder- und Lagertechnik mbH & Co. KG, Niederlassung Süd";

    /** Not the day of the machine that runs the tests. */
    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private volatile Person person = Person.CONTACT;
    private volatile Scene scene = Scene.USUAL;
    private volatile String checkoutState = "open";
    private volatile @Nullable Answer next;
    private volatile Set<String> asked = Set.of();

    public enum Person {
        CONTACT,
        ADMIN,
        SALES
    }

    public enum Scene {
        USUAL,
        EMPTY,
        UGLY
    }

    public record Answer(int status, String json) {}

    public FakeBooks as(Person who) {
        person = who;
        return this;
    }

    public FakeBooks show(Scene what) {
        scene = what;
        return this;
    }

    public FakeBooks checkout(String state) {
        checkoutState = state;
        return this;
    }

    void asked(Set<String> scopes) {
        asked = scopes;
    }

    /** What the next call is answered, whatever it asks. */
    public FakeBooks refuseOnce(int status, String code, String params) {
        next = problem(status, code, params);
        return this;
    }

    Person person() {
        return person;
    }

    Answer answer(String method, String path, Map<String, String> query, String body) {
        Answer refusal = next;
        if (refusal != null && method.equals("POST")) {
            next = null;
            return refusal;
        }
        if (method.equals("POST")) {
            return post(path);
        }
        if (method.equals("PATCH") && path.startsWith("/v1/attachments/")) {
            return ok(attachment(0));
        }
        return switch (path) {
            case "/v1/me" -> ok(me());
            case "/v1/tenant" -> ok(tenant());
            case "/v1/customers" ->
                ok(page(
                        query,
                        query.containsKey("parent")
                                ? (query.get("parent").endsWith("group") ? (scene == Scene.UGLY ? 40 : 3) : 0)
                                : customerCount(),
                        this::customer));
            case "/v1/invoices" -> ok(page(query, invoiceCount(), at -> summary(at)));
            case "/v1/recurring_invoices" -> ok(page(query, recurringCount(), this::recurring));
            case "/v1/deductions" -> ok(page(query, recurringCount(), this::deduction));
            case "/v1/deposits" ->
                ok(page(
                        query,
                        query.containsKey("customer") ? Math.min(3, recurringCount()) : recurringCount(),
                        this::deposit));
            case "/v1/bills" -> ok(page(query, recurringCount(), this::bill));
            case "/v1/settlement_offers" ->
                ok(
                        person == Person.CONTACT
                                ? page(query, scene == Scene.EMPTY ? 0 : 1, this::offer)
                                : page(query, recurringCount(), this::offer));
            case "/v1/attachments" -> ok(page(query, attachmentCount(), this::attachment));
            case "/v1/attachments/limits" -> ok(LIMITS);
            case "/v1/exchange_rates" -> ok(page(query, recurringCount(), this::rate));
            case "/v1/exchange_rates/effective" -> effective(query);
            case "/v1/reports/exchange_differences" -> ok(differences(query));
            case "/v1/reports/base_amounts" -> ok(baseAmounts());
            case "/v1/nettings" -> ok(page(query, recurringCount(), this::netting));
            case "/v1/transfers" -> ok(page(query, recurringCount(), this::transfer));
            case "/v1/unidentified_receipts" ->
                ok(page(query, scene == Scene.EMPTY ? 0 : 9, at -> unidentified(at, "unclaimed")));
            case "/v1/refunds" -> ok(page(query, scene == Scene.EMPTY ? 0 : 3, this::refund));
            case "/v1/payments" ->
                ok(
                        "true".equals(query.get("unapplied"))
                                ? page(query, paymentCount() / 3, at -> payment(at == 0 ? 1 : at * 3 + 4))
                                : page(query, paymentCount(), this::payment));
            case "/v1/charges" ->
                ok(page(
                        query,
                        query.containsKey("customer") ? 0 : invoiceCount() / 8,
                        at -> charge(CHARGES.get(at % 4))));
            case "/v1/credit_notes" ->
                ok(page(query, invoiceCount() / 8, at -> creditNote(at % 5 == 4 ? "void" : "issued")));
            case "/v1/approvals" -> ok(page(query, approvalCount(), at -> approval(at, "pending")));
            case "/v1/policies" -> ok(policies());
            case "/v1/interest_presets" -> ok(PRESETS);
            case "/v1/interest_claims/preview" -> ok(preview());
            case "/v1/members" -> ok(page(query, 3, FakeBooks::member));
            case "/v1/contacts" -> ok(page(query, scene == Scene.EMPTY ? 0 : 3, FakeBooks::contact));
            case "/v1/imports" -> ok(page(query, scene == Scene.EMPTY ? 0 : 2, at -> importSummary()));
            case "/v1/reports/customers" -> ok(page(query, customerCount(), this::customerWithBalances));
            case "/v1/reports/aging" -> ok(aging());
            case "/v1/reports/receipts" -> ok(receipts());
            case "/v1/reports/overdue" -> ok(overdue());
            default -> one(path, query);
        };
    }

    private Answer one(String path, Map<String, String> query) {
        if (path.endsWith("/statement")) {
            if (!"activity".equals(query.get("kind"))) {
                return ok(path.matches(".*/cus_([2-9]|[1-9]\\d+)/.*") ? statementOfBranch(path) : statement());
            }
            boolean dated = query.getOrDefault("from", "").matches("\\d{4}-\\d{2}-\\d{2}");
            return dated ? ok(activity()) : problem(400, "invalid_parameter", "{}");
        }
        if (path.endsWith("_missing")) {
            return problem(404, "not_found", "{}");
        }
        if (path.startsWith("/v1/invoices/")) {
            return ok(invoice(path.endsWith("draft") ? "draft" : path.endsWith("off") ? "written_off" : "open", path));
        }
        if (path.startsWith("/v1/deposits/")) {
            return ok(deposit(DEPOSIT_STATES.indexOf(path.substring("/v1/deposits/dep_".length()))));
        }
        if (path.startsWith("/v1/bills/")) {
            return ok(bill(BILL_STATES.indexOf(path.substring(path.lastIndexOf('_') + 1))));
        }
        if (path.startsWith("/v1/settlement_offers/")) {
            return ok(offer(path.endsWith("met") ? 1 : 0));
        }
        if (path.startsWith("/v1/nettings/")) {
            return ok(netting(path.endsWith("undone") ? 3 : 0));
        }
        if (path.startsWith("/v1/transfers/")) {
            return ok(transfer(path.endsWith("credit") ? 1 : path.endsWith("undone") ? 3 : 0));
        }
        if (path.startsWith("/v1/recurring_invoices/")) {
            return ok(recurring(path.endsWith("stopped") ? 2 : path.endsWith("ended") ? 3 : 0));
        }
        if (path.startsWith("/v1/credit_notes/")) {
            return ok(creditNote(path.endsWith("void") ? "void" : "issued"));
        }
        if (path.startsWith("/v1/charges/")) {
            return ok(charge(path.substring("/v1/charges/chg_".length())));
        }
        if (path.endsWith("pay_dollars")) {
            return ok(payment(1).replaceFirst("\"EUR\"", "\"USD\""));
        }
        if (path.startsWith("/v1/payments/")) {
            return ok(payment(path.endsWith("pay_4") ? 4 : path.endsWith("pay_paper") ? 2 : 1));
        }
        if (path.startsWith("/v1/unidentified_receipts/")) {
            return ok(unidentified(0, path.endsWith("returned") ? "returned" : "unclaimed"));
        }
        if (path.startsWith("/v1/approvals/")) {
            return ok(
                    path.endsWith("apr_declined")
                            ? approval(0, "rejected")
                            : approval(path.endsWith("own") ? 1 : 0, "pending"));
        }
        if (path.endsWith("/balance")) {
            return ok(groupBalance());
        }
        if (path.endsWith("cus_group")) {
            return ok(groupHead());
        }
        if (path.startsWith("/v1/customers/")) {
            return ok(customer(scene == Scene.UGLY ? 1 : 0));
        }
        if (path.startsWith("/v1/checkouts/")) {
            return ok(checkout());
        }
        if (path.startsWith("/v1/imports/")) {
            return ok(imported("checked"));
        }
        return problem(404, "not_found", "{}");
    }

    private Answer post(String path) {
        if (path.equals("/v1/checkouts")) {
            return new Answer(201, checkout());
        }
        if (path.equals("/v1/imports")) {
            return new Answer(201, imported("checked"));
        }
        if (path.endsWith("/commit")) {
            return ok(imported("committed"));
        }
        if (path.startsWith("/v1/imports")) {
            return ok(imported("undone"));
        }
        if (path.startsWith("/v1/approvals")) {
            return ok(approval(0, path.endsWith("approve") ? "approved" : "rejected"));
        }
        if (path.endsWith("/write_off") && scene == Scene.UGLY) {
            return new Answer(202, "{\"approval\":\"apr_own\"}");
        }
        if (path.startsWith("/v1/invoices")) {
            return ok(invoice(path.endsWith("void") ? "void" : "open", path));
        }
        if (path.startsWith("/v1/deposits")) {
            return ok(deposit(0));
        }
        if (path.startsWith("/v1/bills")) {
            return ok(path.matches("/v1/bills/(deposit|collect)") ? "{\"data\":[]}" : bill(2));
        }
        if (path.equals("/v1/settlement_offers")) {
            return new Answer(201, offer(0));
        }
        if (path.startsWith("/v1/settlement_offers")) {
            return ok(offer(4));
        }
        if (path.equals("/v1/exchange_rates/several")) {
            return ok("{\"data\":[" + rate(0) + "]}");
        }
        if (path.equals("/v1/exchange_rates")) {
            return new Answer(201, rate(0));
        }
        if (path.startsWith("/v1/attachments")) {
            return path.endsWith("delete") ? ok(attachment(0)) : new Answer(201, attachment(0));
        }
        if (path.startsWith("/v1/nettings")) {
            return ok(netting(path.endsWith("reverse") ? 3 : 0));
        }
        if (path.startsWith("/v1/transfers")) {
            return ok(transfer(path.endsWith("reverse") ? 3 : 0));
        }
        if (path.startsWith("/v1/recurring_invoices")) {
            return ok(recurring(path.endsWith("pause") ? 1 : path.endsWith("end") ? 3 : 0));
        }
        if (path.startsWith("/v1/credit_notes")) {
            return ok(creditNote(path.endsWith("void") ? "void" : "issued"));
        }
        if (path.equals("/v1/fees") || path.startsWith("/v1/charges")) {
            return new Answer(201, charge("fee"));
        }
        if (path.equals("/v1/interest_claims")) {
            return new Answer(201, "{\"data\":[],\"credits\":[]}");
        }
        if (path.startsWith("/v1/payments/")) {
            return ok(payment(path.endsWith("reverse") ? 4 : 1));
        }
        if (path.equals("/v1/payments")) {
            return new Answer(201, payment(0));
        }
        if (path.endsWith("/claim")) {
            return new Answer(201, payment(0));
        }
        if (path.startsWith("/v1/unidentified_receipts")) {
            return ok(unidentified(0, path.endsWith("return") ? "returned" : "unclaimed"));
        }
        if (path.equals("/v1/refunds")) {
            return new Answer(201, refund(0));
        }
        if (path.equals("/v1/customers")) {
            return new Answer(201, customer(0));
        }
        return ok(path.startsWith("/v1/members") ? member(0) : path.startsWith("/v1/contacts") ? contact(0) : "{}");
    }

    private static Answer ok(String json) {
        return new Answer(200, json);
    }

    private static Answer problem(int status, String code, String params) {
        return new Answer(status, """
                {"type":"urn:duebook:problem:%s","title":"t","status":%d,"code":"%s","params":%s,"detail":"In English.",
                 "errors":[],"request_id":"req_7f3","retryable":false}
                """.formatted(code, status, code, params));
    }

    /** A page by a cursor that is the position, though nobody may know. */
    private static String page(Map<String, String> query, int count, IntFunction<String> row) {
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int to = Math.min(count, from + Integer.parseInt(query.getOrDefault("limit", "50")));
        String rows = IntStream.range(from, to).mapToObj(row).collect(Collectors.joining(","));
        return """
                {"data":[%s],"has_more":%s,"next_cursor":%s}
                """.formatted(rows, to < count, to < count ? "\"" + to + "\"" : "null");
    }

    private String tenant() {
        return """
                {"id":"ten_1","slug":"northwind","name":"%s","country":"DE","time_zone":"Europe/Berlin","locale":"en",
                 "base_currency":"EUR","business_date":"%s"}""".formatted(scene == Scene.UGLY ? LONG_NAME : "Northwind Trading GmbH", TODAY);
    }

    private String me() {
        String tenant = tenant();
        return switch (person) {
            case CONTACT ->
                """
                {"kind":"contact","name":"Clara Rossi","email":"clara@kellerandsons.example","roles":[],"scopes":[%s],
                 "membership_id":"con_1","customer":{"id":"cus_0","name":"%s"},"tenant":%s}
                """.formatted(
                        scopes("me:read tenant:read customers:read invoices:read credit_notes:read payments:read"
                                + " charges:read settlement_offers:read deposits:read attachments:read"
                                + " statements:read checkouts:read checkouts:write"),
                        scene == Scene.UGLY ? LONG_NAME : "Keller & Sons Ltd.",
                        tenant);
            case ADMIN -> member("admin", ALL, tenant);
            case SALES ->
                member(
                        "sales",
                        "me:read tenant:read customers:read invoices:read credit_notes:read statements:read"
                                + " reports:read",
                        tenant);
        };
    }

    private static final String ALL = "me:read tenant:read customers:read customers:write invoices:read invoices:write"
            + " credit_notes:read credit_notes:write payments:read payments:write allocations:write refunds:read refunds:write unidentified_receipts:read unidentified_receipts:write statements:read reports:read journal:read imports:read imports:write recurring_invoices:read recurring_invoices:write deductions:read nettings:read nettings:write settlement_offers:read settlement_offers:write attachments:read attachments:write exchange_rates:read exchange_rates:write deposits:read deposits:write bills:read bills:write interest_presets:read transfers:read transfers:write"
            + " charges:read charges:write fees:write interest_claims:read interest_claims:write policies:read policies:write approvals:read approvals:write"
            + " contacts:read contacts:write members:read members:write";

    private String member(String role, String scopes, String tenant) {
        return """
                {"kind":"member","name":"Miriam Vogt","email":"miriam@northwind.example","roles":["%s"],"scopes":[%s],
                 "membership_id":"mem_1","tenant":%s}
                """.formatted(role, scopes(scopes), tenant);
    }

    /** As identity does it: nobody gets more than the portal asked for. */
    private String scopes(String spaced) {
        return Stream.of(spaced.split(" "))
                .filter(asked::contains)
                .map(scope -> "\"" + scope + "\"")
                .collect(Collectors.joining(","));
    }

    private int customerCount() {
        return switch (scene) {
            case USUAL -> 37;
            case EMPTY -> 0;
            case UGLY -> 10_000;
        };
    }

    private int invoiceCount() {
        return switch (scene) {
            case USUAL -> 64;
            case EMPTY -> 0;
            case UGLY -> 10_000;
        };
    }

    private int paymentCount() {
        return scene == Scene.EMPTY ? 0 : 41;
    }

    private static final List<String> NAMES = List.of(
            "Keller & Sons Ltd.",
            LONG_NAME,
            "北京朝阳机电设备有限公司",
            "Ostrava Steel a.s.",
            "Café Müller",
            "Brightwater Health Trust");

    private String customer(int at) {
        return """
                {"id":"cus_%d","external_id":"%05d","name":"%s","kind":"business","language":null,
                 "email":"ap%d@example.com","metadata":{},"version":1}
                """.formatted(at, 10_400 + at, NAMES.get(at % NAMES.size()), at);
    }

    /** Somebody's branch, with branches of its own. */
    private String groupHead() {
        return """
                {"id":"cus_group","external_id":"10400","name":"%s","kind":"business","language":"zh-CN",
                 "parent":{"id":"cus_9","name":"Keller Holding plc","external_id":"1"},"email":"ap@example.com",
                 "tax_id":"DE123456789","address":{"line1":"Hafenstr. 7","line2":null,"postal_code":"20457",
                  "city":"Hamburg","region":null,"country":"DE"},"terms":"net_14","metadata":{},"version":3}
                """.formatted(scene == Scene.UGLY ? LONG_NAME : NAMES.getFirst());
    }

    private String groupBalance() {
        String currencies = scene == Scene.UGLY
                ? "{\"currency\":\"EUR\",\"open\":987654321012,\"unapplied\":0,\"balance\":987654321012},"
                        + "{\"currency\":\"KWD\",\"open\":1234,\"unapplied\":99,\"balance\":1135}"
                : "{\"currency\":\"EUR\",\"open\":120000,\"unapplied\":20000,\"balance\":100000}";
        String members = IntStream.range(0, scene == Scene.UGLY ? 40 : 4)
                .mapToObj(at ->
                        "{\"customer\":{\"id\":\"cus_%s\",\"name\":\"%s\",\"external_id\":null},\"balances\":[%s]}"
                                .formatted(at == 0 ? "group" : at + 1, NAMES.get(at % NAMES.size()), currencies))
                .collect(Collectors.joining(","));
        return """
                {"as_of":"%s","known_at":"2026-11-22T01:00:00Z","time_zone":"Europe/Berlin","provisional":true,
                 "balances":[%s],"customers":[%s],"undue_bills":[%s]}
                """.formatted(
                        TODAY,
                        currencies,
                        members,
                        scene == Scene.EMPTY
                                ? ""
                                : "{\"currency\":\"CNY\",\"amount\":5000000},{\"currency\":\"EUR\",\"amount\":1100000}");
    }

    private String customerWithBalances(int at) {
        List<String> currencies = scene == Scene.UGLY ? List.of("EUR", "JPY", "KWD") : List.of("EUR");
        String balances = currencies.stream()
                .limit(at % 4)
                .map(currency ->
                        """
                        {"currency":"%s","open":%d,"overdue":%d,"unapplied":1000,"balance":%d}
                        """.formatted(currency, amount(at), at % 2 == 0 ? 0 : amount(at) / 2, amount(at) - 1_000))
                .collect(Collectors.joining(","));
        return """
                {"id":"cus_%d","external_id":"%05d","name":"%s","kind":"business","email":"ap%d@example.com","currencies":[%s]}
                """.formatted(at, 10_400 + at, NAMES.get(at % NAMES.size()), at, balances);
    }

    private static final int[] OFFSETS = {18, 11, 5, 27, 0, -3, -12, -41, -52, -75, -118};

    private String statement() {
        if (scene == Scene.EMPTY) {
            return statement("");
        }
        if (scene == Scene.USUAL) {
            return statement(inCurrency("EUR", OFFSETS.length, 120_000));
        }
        return statement(
                Stream.of(inCurrency("EUR", 10_000, 0), inCurrency("JPY", 4, 0), inCurrency("KWD", 3, 987_654_321_012L))
                        .collect(Collectors.joining(",")));
    }

    /** A branch has claims of its own: two or three of them. */
    private String statementOfBranch(String path) {
        int branch = Integer.parseInt(path.replaceAll("\\D+", " ").strip().split(" ")[1]);
        return statement(inCurrency("EUR", 2 + branch % 2, 0)
                .replaceAll("\"inv_(\\d+)\"", "\"inv_b" + branch + "_$1\"")
                .replaceAll("\"INV-(\\d+)\"", "\"B" + branch + "-$1\""));
    }

    private static String statement(String currencies) {
        return """
                {"kind":"open_item","customer":"cus_0","as_of":"%s","known_at":"2026-11-22T01:00:00Z",
                 "time_zone":"Europe/Berlin","currencies":[%s]}
                """.formatted(TODAY, currencies);
    }

    private static long amount(int at) {
        return 74_952 + at * 31_277L % 390_011;
    }

    private static String inCurrency(String currency, int count, long unapplied) {
        var lines = new ArrayList<String>();
        long[] buckets = new long[5];
        long[] counts = new long[5];
        long open = 0;
        for (int at = 0; at < count; at++) {
            int offset = OFFSETS[at % OFFSETS.length];
            long whole = amount(at);
            long left = at % 6 == 5 ? whole * 2 / 5 : whole;
            open += left;
            int bucket = offset >= 0 ? 0 : offset >= -30 ? 1 : offset >= -60 ? 2 : offset >= -90 ? 3 : 4;
            buckets[bucket] += left;
            counts[bucket]++;
            lines.add("""
                    {"id":"inv_%d","number":"INV-%d","issue_date":"%s","due_date":"%s","original":%d,"settled":%d,
                     "open":%d,"days_past_due":%d}
                    """.formatted(
                            at,
                            10_482 - at,
                            TODAY.plusDays(offset - 30L),
                            TODAY.plusDays(offset),
                            whole,
                            whole - left,
                            left,
                            -offset));
        }
        return """
                {"currency":"%s","lines":[%s],"open":%d,"unapplied":%d,"balance":%d,"aging":%s}
                """.formatted(
                        currency, String.join(",", lines), open, unapplied, open - unapplied, buckets(counts, buckets));
    }

    private static String buckets(long[] counts, long[] amounts) {
        String[] names = {"not_due", "1_30", "31_60", "61_90", "over_90"};
        return IntStream.range(0, 5)
                .mapToObj(at -> "{\"bucket\":\"%s\",\"from_days\":0,\"to_days\":0,\"count\":%d,\"amount\":%d}"
                        .formatted(names[at], counts[at], amounts[at]))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String activity() {
        if (scene == Scene.EMPTY) {
            return statement("");
        }
        return """
                {"as_of":"%1$s","time_zone":"Europe/Berlin","currencies":[{"currency":"EUR","opening":250000,
                 "adjustments":[],"lines":[
                  {"on":"%2$s","kind":"invoice","id":"inv_3","number":"INV-10461","amount":416856,"running":666856},
                  {"on":"%3$s","kind":"payment","id":"pay_2","number":null,"amount":-250000,"running":416856},
                  {"on":"%4$s","kind":"credit_note","id":"crn_1","number":"CN-000031","amount":-13090,"running":403766},
                  {"on":"%4$s","kind":"reversal","id":"pay_4","number":null,"amount":250000,"running":653766},
                  {"on":"%5$s","kind":"write_off","id":"inv_7","number":"INV-10433","amount":-43350,"running":610416},
                  {"on":"%1$s","kind":"recovery","id":"inv_7","number":"INV-10433","amount":10000,"running":620416},
                  {"on":"%1$s","kind":"invoice","id":"inv_1","number":"INV-10475","amount":354651,"running":975067}],
                 "closing":975067}]}
                """.formatted(TODAY, TODAY.minusDays(40), TODAY.minusDays(12), TODAY.minusDays(9), TODAY.minusDays(7));
    }

    private String summary(int at) {
        String[] states = {"open", "open", "paid", "open", "draft", "void"};
        String state = states[at % states.length];
        int offset = OFFSETS[at % OFFSETS.length];
        long open = state.equals("open") ? amount(at) : 0;
        String currency = scene == Scene.UGLY ? List.of("EUR", "JPY", "KWD").get(at % 3) : "EUR";
        return """
                {"id":"inv_%d","number":%s,"external_id":null,"customer":{"id":"cus_%d","name":"%s","external_id":"1"},
                 "state":"%s","flags":[%s],"closed_by":[%s],"issue_date":"%s","due_date":"%s","currency":"%s","total":%d,"open":%d,
                 "days_past_due":%s,"reference":null,"version":1,"created_at":"2026-11-01T09:00:00Z"}
                """.formatted(
                        at,
                        state.equals("draft") ? "null" : "\"INV-" + (10_482 - at) + "\"",
                        at,
                        NAMES.get(at % NAMES.size()),
                        state,
                        at == 1 ? "\"payment_processing\"" : "",
                        !state.equals("paid") ? "" : at % 4 == 0 ? "\"credited\"" : "\"paid\"",
                        TODAY.plusDays(offset - 30L),
                        TODAY.plusDays(offset),
                        currency,
                        amount(at),
                        open,
                        state.equals("open") ? String.valueOf(-offset) : "null");
    }

    /** Of an invoice in parts two due dates, of an ugly one twelve. */
    private String instalments(String path) {
        if (!path.endsWith("parts")) {
            return "";
        }
        int count = scene == Scene.UGLY ? 12 : 2;
        return IntStream.range(0, count)
                .mapToObj(at -> "{\"due_on\":\"%s\",\"amount\":%d,\"open\":%d,\"retention\":%s}"
                        .formatted(
                                TODAY.plusDays(30L * at - 41),
                                141_100 / count,
                                at == 0 ? 0 : at == 1 ? 43_350 : 141_100 / count,
                                at == count - 1))
                .collect(Collectors.joining(","));
    }

    private String references() {
        if (scene == Scene.EMPTY) {
            return """
                    "purchase_order":null,"delivery_note":null,"contract":null,"salesperson":null,"tax_state":"none",
                    "tax_documents":[],"possible_duplicates":[],""";
        }
        boolean ugly = scene == Scene.UGLY;
        return """
                "purchase_order":"%s","delivery_note":"DN-2026-17","contract":"%s","salesperson":"J. Okafor",
                "tax_state":"requested","tax_documents":[
                 {"kind":"digital_fapiao","number":"26317000000000000017","state":"issued","issued_on":"%s"},
                 {"kind":"other","number":null,"state":"requested","issued_on":null}],
                "possible_duplicates":[%s],""".formatted(
                        ugly ? "4500".repeat(25) : "4500001234",
                        ugly ? LONG_NAME.substring(0, 100) : "RV-2026-04",
                        TODAY.minusDays(60),
                        ugly ? "{\"id\":\"inv_8\",\"number\":\"INV-10426\"},{\"id\":\"inv_9\",\"number\":null}" : "");
    }

    private String deduction(int at) {
        return """
                {"id":"ded_%d","customer":{"id":"cus_%d","name":"%s","external_id":"1"},"payment":"pay_1",
                 "allocation":"alc_%d","invoice":"inv_7","number":"INV-10433","reason":"%s","amount":%d,"currency":"%s",
                 "deducted_on":"%s","reversed_on":%s}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        at + 1,
                        List.of("freight", "damage", "a_reason_of_their_own").get(at % 3),
                        600 + at,
                        scene == Scene.UGLY ? "KWD" : "EUR",
                        TODAY.minusDays(at % 300),
                        at % 4 == 3 ? "\"" + TODAY + "\"" : "null");
    }

    private static final List<String> OFFER_STATES =
            List.of("active", "met", "proposed", "expired", "withdrawn", "rejected");

    private String offer(int at) {
        String state = OFFER_STATES.get(at % OFFER_STATES.size());
        boolean met = state.equals("met");
        return """
                {"id":"off_%d","customer":{"id":"cus_%d","name":"%s","external_id":"1"},"state":"%s","currency":"%s",
                 "debt":104000,"amount":70000,"paid":%d,"waived":%d,"offered_on":"%s","expires_on":"%s","met_on":%s,
                 "withdrawn_on":%s,"reason":"%s","approval":%s,
                 "items":[{"invoice":"inv_7","number":"INV-10433","claimed":100000,"open":70000,"waived":%d},
                          {"invoice":"chg_fee","number":"FEE-000004","claimed":4000,"open":4000,"waived":%d}],
                 "created_at":"2026-03-01T09:00:00Z"}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        state,
                        scene == Scene.UGLY ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        met ? 70_000 : 30_000,
                        met ? 34_000 : 0,
                        TODAY.minusDays(at % 300),
                        TODAY.plusDays(14),
                        met ? "\"" + TODAY + "\"" : "null",
                        state.equals("withdrawn") ? "\"" + TODAY + "\"" : "null",
                        scene == Scene.UGLY ? LONG_NAME : "Better than a lawsuit",
                        at % 3 == 2 ? "\"apr_0\"" : "null",
                        met ? 30_000 : 0,
                        met ? 4_000 : 0);
    }

    private static final List<String> DEPOSIT_STATES = List.of("requested", "partly_paid", "paid", "used", "void");

    private String deposit(int at) {
        boolean ugly = scene == Scene.UGLY;
        String state = DEPOSIT_STATES.get(at % DEPOSIT_STATES.size());
        long received = List.of(0, 200_000, 595_000, 595_000, 0).get(at % DEPOSIT_STATES.size());
        long used = state.equals("used") ? received : 0;
        return """
                {"id":"dep_%s","number":"%s","external_id":null,
                 "customer":{"id":"cus_%d","name":"%s","external_id":"1"},"state":"%s","currency":"%s","net":500000,
                 "tax":95000,"total":595000,"received":%d,"held":%d,"used":%d,"issue_date":"%s","due_date":"%s",
                 "reference":"%s","lines":[{"description":"%s","quantity":"1.000000","unit_amount":500000,
                 "tax_rate":"19.000000","net":500000}],"taxes":[{"rate":"19","net":500000,"tax":95000}],
                 "payments":[%s],"invoices":[%s],"void_on":%s,"version":1,"created_at":"2026-01-01T09:00:00Z"}
                """.formatted(
                        state,
                        ugly ? "DEP-2026-" + "0".repeat(40) + at : "DEP-00000" + at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        state,
                        ugly ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        received,
                        received - used,
                        used,
                        TODAY.minusDays(20),
                        TODAY.plusDays(at == 0 ? -3 : 10),
                        ugly ? LONG_NAME : "Offer 2026-17",
                        ugly ? LONG_NAME + " " + LONG_NAME : "A quarter of the plant",
                        received == 0
                                ? ""
                                : """
                                {"payment":"%s","amount":%d,"unapplied":%d,"used":%d,"received_on":"%s"}""".formatted(
                                                state.equals("partly_paid") ? "pay_1" : "pay_7",
                                                received,
                                                received - used,
                                                used,
                                                TODAY.minusDays(12)),
                        used == 0
                                ? ""
                                : "{\"invoice\":\"inv_7\",\"number\":\"INV-10433\"},{\"invoice\":\"inv_8\",\"number\":null}",
                        state.equals("void") ? "\"" + TODAY + "\"" : "null");
    }

    private static final List<String> BILL_STATES =
            List.of("held", "deposited", "discounted", "dishonoured", "collected", "endorsed", "returned", "cheque");
    private static final List<String> BILL_KINDS =
            List.of("bank_acceptance", "commercial_acceptance", "promissory_note", "a_kind_to_come");

    /** In every state, with all that can be told of one. */
    private String bill(int at) {
        boolean ugly = scene == Scene.UGLY;
        String state = BILL_STATES.get(at % BILL_STATES.size());
        boolean isCheque = state.equals("cheque");
        boolean isBack = state.equals("dishonoured") || state.equals("returned");
        return """
                {"id":"bil_%s","payment":"pay_paper","external_id":null,
                 "customer":{"id":"cus_%d","name":"%s","external_id":"1"},"kind":"%s","number":"%s","amount":%d,
                 "currency":"%s","state":"%s","drawer":%s,"acceptor":"%s","issued_on":"%s","received_on":"%s",
                 "matures_on":"%s","days_to_maturity":%d,"transferable":true,"slip":%s,"replaces":%s,"replaced_by":%s,
                 "same_number":[%s],"taken_back_on":%s,"steps":[%s],"as_of":"%s","created_at":"2026-01-01T09:00:00Z"}
                """.formatted(
                        state,
                        at,
                        NAMES.get(at % NAMES.size()),
                        isCheque ? "cheque" : BILL_KINDS.get(at % BILL_KINDS.size()),
                        ugly ? "1302000000012026".repeat(3) + "-" + at : "13020000000" + at,
                        1_100_000 + at,
                        ugly ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        isCheque ? "held" : state,
                        ugly ? "\"" + LONG_NAME + "\"" : "null",
                        ugly ? LONG_NAME : "Bank of the East",
                        TODAY.minusDays(41),
                        TODAY.minusDays(40),
                        isCheque ? TODAY.minusDays(40) : TODAY.plusDays(at % 9 * 10L - 10),
                        isCheque ? -40 : at % 9 * 10 - 10,
                        state.equals("held") ? "null" : "\"D-7\"",
                        at == 6 ? "\"bil_dishonoured\"" : "null",
                        at == 6 ? "\"bil_held\"" : "null",
                        at == 1 ? "\"bil_held\",\"bil_collected\"" : "",
                        isBack ? "\"" + TODAY + "\"" : "null",
                        state.equals("held") || isCheque ? "" : steps(state, ugly),
                        TODAY);
    }

    private static String steps(String state, boolean ugly) {
        String deposited = """
                {"kind":"deposited","on":"%s","slip":"D-7","party":null,"cost":0,"with_recourse":true,"undone_on":%s}
                """.formatted(
                        TODAY.minusDays(20), state.equals("discounted") ? "\"" + TODAY.minusDays(19) + "\"" : "null");
        if (!state.matches("discounted|collected|endorsed")) {
            return deposited;
        }
        return deposited
                + """
                ,{"kind":"%s","on":"%s","slip":null,"party":"%s","cost":%d,"with_recourse":%s,"undone_on":null}
                """.formatted(
                                state,
                                TODAY.minusDays(10),
                                ugly ? LONG_NAME : "Our bank",
                                state.equals("discounted") ? 12_300 : 0,
                                !state.equals("endorsed"));
    }

    private String netting(int at) {
        return """
                {"id":"net_%d","external_id":null,"customer":{"id":"cus_%d","name":"%s","external_id":"1"},
                 "currency":"%s","amount":1200000,"netted_on":"%s","reason":"%s","reversed_on":%s,
                 "items":[{"invoice":"inv_7","number":"INV-10433","amount":1000000,"reversed":%s},
                          {"invoice":"inv_8","number":"INV-10426","amount":200000,"reversed":%s}],
                 "created_at":"2026-03-01T09:00:00Z"}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        scene == Scene.UGLY ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        TODAY.minusDays(at % 300),
                        scene == Scene.UGLY ? LONG_NAME : "Their invoice 4711, transport",
                        at % 4 == 3 ? "\"" + TODAY + "\"" : "null",
                        at % 4 == 3,
                        at % 4 == 3);
    }

    private String rate(int at) {
        return """
                {"id":"exr_%d","base":"EUR","quote":"%s","rate":"%s","on":"%s","replaced":%s,
                 "recorded_at":"2026-03-01T09:12:00Z"}
                """.formatted(
                        at,
                        List.of("USD", "CNY", "JPY", "KWD").get(at % 4),
                        scene == Scene.UGLY
                                ? List.of("123456789012.654321", "0.000001").get(at % 2)
                                : List.of("1.0842", "7.81", "163.25", "0.3307").get(at % 4),
                        TODAY.minusDays(at / 4),
                        at == 4);
    }

    /** Known but in empty books: 1 EUR = 1.08 USD, and the like. */
    private Answer effective(Map<String, String> query) {
        if (scene == Scene.EMPTY) {
            return problem(422, "currency_mismatch", "{}");
        }
        String base = query.getOrDefault("base", "");
        String quote = query.getOrDefault("quote", "");
        boolean asSaid = base.equals("EUR");
        return ok("""
                {"base":"%s","quote":"%s","on":"%s","rate":"%s",
                 "steps":[{"base":"EUR","quote":"%s","rate":"1.08","on":"%s"}]}
                """.formatted(
                base, quote, query.get("on"), asSaid ? "1.08" : "0.925926", asSaid ? quote : base, TODAY.minusDays(3)));
    }

    private String differences(Map<String, String> query) {
        boolean ugly = scene == Scene.UGLY;
        String page = page(query, scene == Scene.EMPTY ? 0 : ugly ? 10_000 : 5, at -> """
                {"entry":"ent_%d","on":"%s","customer":"cus_%d","customer_name":"%s","allocation":"alc_%d",
                 "payment":%s,"credit_note":%s,"charge":null,"invoice":"inv_%d","number":"INV-%d","amount":%d,
                 "currency":"%s","money_base":%d,"claim_base":%d,"difference":%d,"base_currency":"EUR"}
                """.formatted(
                        at,
                        TODAY.minusDays(9 - at % 9),
                        at,
                        NAMES.get(at % NAMES.size()),
                        at,
                        at % 4 == 3 ? "null" : "\"pay_" + at + "\"",
                        at % 4 == 3 ? "\"crn_1\"" : "null",
                        at,
                        10_482 - at,
                        ugly ? 987_654_321_012L : 54_000,
                        ugly ? "KWD" : "USD",
                        ugly ? 912_345_678_901_234L : at % 2 == 0 ? 45_000 : 51_200,
                        ugly ? 2 : 50_000,
                        ugly ? 912_345_678_901_232L : at % 2 == 0 ? -5_000 : 1_200));
        String sums =
                "\"from\":\"%s\",\"to\":\"%s\",\"base_currency\":\"EUR\",\"gains\":%d,\"losses\":%d,\"difference\":%d,"
                        .formatted(
                                query.get("from"),
                                query.get("to"),
                                scene == Scene.EMPTY ? 0 : ugly ? 912_345_678_901_232L : 2_400,
                                scene == Scene.EMPTY || ugly ? 0 : 15_000,
                                scene == Scene.EMPTY ? 0 : ugly ? 912_345_678_901_232L : -12_600);
        return "{" + sums + page.strip().substring(1);
    }

    private String baseAmounts() {
        return """
                {"base_currency":"EUR","data":[
                 {"document":"inv_7","currency":"USD","left":43350,"began":130000,"carried":40139},
                 {"document":"pay_1","currency":"JPY","left":12345,"began":90000,"carried":11900}],
                 "has_more":false,"next_cursor":null}
                """;
    }

    private static final String PRESETS = """
            {"data":[{"id":"cn_sme","country":"CN","customers":["business","public"],
              "rule":"0.05 % a day, which is 18.25 % a year of 365 days (保障中小企业款项支付条例)","mode":"floating",
              "known_until":null,"checked_on":"2026-02-20","rates":[{"from":"2020-09-01","percent":"18.25"}],
              "compensation":[],"sources":["https://example.org/2214 (article 15)"]},
             {"id":"de_business","country":"DE","customers":["business","public"],
              "rule":"Base rate + 9 points (BGB § 288 (2)), and 40 euros (§ 288 (5))","mode":"floating",
              "known_until":"2026-06-30","checked_on":"2026-02-20",
              "rates":[{"from":"2024-07-01","percent":"12.37"},{"from":"2025-01-01","percent":"11.27"}],
              "compensation":[{"up_to":99999,"amount":4000,"currency":"EUR"},{"up_to":null,"amount":10000,"currency":"EUR"}],
              "sources":["BGB § 247, § 288","https://www.example.org/a/very/long/address/of/a/page/with/rates.html (rates)"]},
             {"id":"xx_other","country":null,"customers":["consumer"],"rule":"A rule","mode":"fixed_at_default",
              "known_until":"2026-06-30","checked_on":"2026-02-20","rates":[{"from":"2024-07-01","percent":"5"}],
              "compensation":[],"sources":[]}]}
            """;

    private static final String LIMITS = """
            {"largest_bytes":10485760,"types":[{"type":"application/pdf","extensions":["pdf"]},
             {"type":"image/png","extensions":["png"]},{"type":"image/jpeg","extensions":["jpg","jpeg"]},
             {"type":"image/webp","extensions":["webp"]},{"type":"x","extensions":["xlsx"]},
             {"type":"d","extensions":["docx"]},{"type":"application/xml","extensions":["xml"]},
             {"type":"text/csv","extensions":["csv"]},{"type":"text/plain","extensions":["txt"]}]}
            """;

    private int attachmentCount() {
        return scene == Scene.EMPTY ? 0 : scene == Scene.UGLY ? 230 : 3;
    }

    private String attachment(int at) {
        boolean ugly = scene == Scene.UGLY;
        return """
                {"id":"att_%d","document":"inv_7","customer":"cus_0","name":"%s","type":"application/pdf","bytes":%d,
                 "sha256":"x","visible_to_customer":%s,"same_content":[%s],"version":1,"added_by":%s,
                 "created_at":"2026-03-01T09:12:00Z","deleted_by":null,"deleted_at":null}
                """.formatted(
                at,
                ugly
                        ? List.of(LONG_NAME.replace(" ", "_") + ".docx", "x".repeat(190) + ".pdf", "送货单 7（签收）.jpg")
                                .get(at % 3)
                        : List.of("Delivery note DN-2026-17.pdf", "Drawing.png", "送货单 7.jpg")
                                .get(at % 3),
                List.of(182_304, 10_485_760, 640).get(at % 3),
                person == Person.CONTACT || at % 3 == 0,
                at % 3 == 1 ? "\"att_9\"" : "",
                person == Person.CONTACT ? "null" : at % 2 == 0 ? "\"usr_1\"" : "\"usr_2\"");
    }

    /** In turn: a debt, credit that passed with a payment, credit of which a part went back, a debt that went back. */
    private String transfer(int at) {
        boolean ugly = scene == Scene.UGLY;
        boolean isDebt = at % 4 == 0 || at % 4 == 3;
        boolean isGone = at % 4 == 3;
        boolean isPart = at % 4 == 2;
        return """
                {"id":"trf_%d","kind":"%s","external_id":null,"from":{"id":"cus_%d","name":"%s","external_id":"1"},
                 "to":{"id":"cus_%d","name":"%s","external_id":"2"},"invoice":%s,"number":%s,"payment":%s,
                 "credit_note":null,"charge":null,"currency":"%s","amount":120000,"standing":%d,"left":%d,
                 "transferred_on":"%s","with_payment":%s,"reason":%s,"reversed_on":%s,
                 "created_at":"2026-03-01T09:00:00Z"}
                """.formatted(
                        at,
                        isDebt ? "debt" : "credit",
                        at,
                        NAMES.get(at % NAMES.size()),
                        at + 1,
                        NAMES.get((at + 1) % NAMES.size()),
                        isDebt ? "\"inv_7\"" : "null",
                        isDebt ? "\"INV-10433\"" : "null",
                        isDebt ? "null" : "\"pay_1\"",
                        ugly ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        isGone ? 0 : isPart ? 70_000 : 120_000,
                        isGone ? 0 : isPart ? 30_000 : 120_000,
                        TODAY.minusDays(at % 300),
                        at % 4 == 1,
                        at % 4 == 1 ? "null" : ugly ? "\"" + LONG_NAME + "\"" : "\"Agreed by all three\"",
                        isGone ? "\"" + TODAY + "\"" : "null");
    }

    private int recurringCount() {
        return switch (scene) {
            case USUAL -> 7;
            case EMPTY -> 0;
            case UGLY -> 10_000;
        };
    }

    private static final List<String> RHYTHMS = List.of("month", "week", "quarter", "year");

    /** In turn: under way, paused, stopped by what stood in the way, ended. */
    private String recurring(int at) {
        boolean ugly = scene == Scene.UGLY;
        int kind = at % 4;
        return """
                {"id":"rec_%d","external_id":null,"customer":{"id":"cus_%d","name":"%s","external_id":"1"},"state":"%s",
                 "currency":"%s","amount":142800,"every":"%s","step":%d,"first_on":"%s","until":%s,"times":%s,"made":%d,
                 "next_on":%s,"trouble":%s,"latest":[%s],
                 "invoice":{"customer":"cus_0","currency":"EUR","terms":%s,"reference":"Rent {month}",
                  "purchase_order":"4500001234","contract":null,"salesperson":null,"issue":true,
                  "lines":[{"description":"%s","quantity":"1","unit_amount":120000,"tax_rate":"19"}]},
                 "version":3,"created_at":"2026-01-01T09:00:00Z","updated_at":"2026-02-01T09:00:00Z"}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        List.of("active", "paused", "paused", "ended").get(kind),
                        ugly ? List.of("KWD", "JPY").get(at % 2) : "EUR",
                        RHYTHMS.get(at % RHYTHMS.size()),
                        at % 3 == 2 ? 2 : 1,
                        TODAY.minusMonths(14).withDayOfMonth(31 % 28),
                        kind == 1 ? "\"" + TODAY.plusYears(1) + "\"" : "null",
                        kind == 3 ? "14" : "null",
                        at == 1 && !ugly ? 0 : 14,
                        kind == 3 ? "null" : "\"" + TODAY.withDayOfMonth(3) + "\"",
                        kind == 2 ? "\"number_taken\"" : "null",
                        at == 1
                                ? ""
                                : IntStream.range(0, 12)
                                        .mapToObj(made -> "{\"on\":\"%s\",\"id\":\"inv_%d\",\"number\":%s}"
                                                .formatted(
                                                        TODAY.withDayOfMonth(3).minusMonths(made + 1L),
                                                        made,
                                                        made == 1 ? "null" : "\"INV-10" + (482 - made) + "\""))
                                        .collect(Collectors.joining(",")),
                        ugly ? "{\"eom\":15,\"discount_percent\":\"2.5\",\"discount_days\":10}" : "\"net_14\"",
                        ugly ? LONG_NAME + " {from} – {to}" : "Rent of the hall, {month}");
    }

    private String invoice(String state, String path) {
        boolean ugly = scene == Scene.UGLY;
        boolean off = state.equals("written_off");
        return """
                {"id":"inv_7","number":%s,"external_id":"SO-7","customer":{"id":"cus_0","name":"%s","external_id":"1"},
                 "state":"%s","flags":["overdue","partly_paid","partly_credited"],"closed_by":[],"issue_date":"%s","due_date":"%s","currency":"%s",
                 "net":120000,"tax":21100,"total":141100,"open":%d,
                 "settled":{"paid":84660,"credited":13090,"discounted":0,"written_off":%d,"waived":%d,"recovered":%d,
                  "rounded":3,"deducted":600,"netted":12000,"transferred":5000},%s "instalments":[%s],
                 "days_past_due":%s,"terms":"net_30","discount":{"percent":"2.000000","days":10,"until":"2026-01-02","amount":2822,"taken":1200,
                 "obtainable":0},"reference":"PO 4711","metadata":{},"opening":false,
                 "lines":[{"line":1,"description":"%s","quantity":"10.000000","unit_amount":11000,"tax_rate":"19.000000",
                           "net":110000,"credited":11000},
                          {"line":2,"description":"Delivery","quantity":"2.5","unit_amount":4000,"tax_rate":"2","net":10000,
                           "credited":0}],
                 "taxes":[{"rate":"19","net":110000,"tax":20900,"credited":13090},
                          {"rate":"2","net":10000,"tax":200,"credited":0}],
                 "allocations":[{"id":"alc_1","payment":"pay_1","amount":84660,"discount":1200,"allocated_on":"%s","reversed":false},
                                {"id":"alc_2","payment":null,"credit_note":"crn_1","number":"CN-000031","amount":13090,
                                 "allocated_on":"%s","reversed":false},
                                {"id":"alc_3","payment":null,"transfer":"trf_1","amount":1000,"allocated_on":"%s","reversed":false},
                                {"id":"alc_0","payment":"pay_0","amount":1000,"allocated_on":"%s","reversed":true}],
                 "transfers":[{"id":"trf_0","to":{"id":"cus_9","name":"Keller Holding plc","external_id":null},"amount":5000,
                               "transferred_on":"2026-02-01","reversed_on":null}],
                 "deposits":[%s],"version":2,"created_at":"2026-11-01T09:00:00Z"}
                """.formatted(
                        state.equals("draft") ? "null" : "\"INV-10433\"",
                        ugly ? LONG_NAME : "Keller & Sons Ltd.",
                        state,
                        TODAY.minusDays(71),
                        TODAY.minusDays(41),
                        ugly ? "KWD" : "EUR",
                        off ? 0 : 43_350,
                        off ? 23_350 : 0,
                        off ? 10_000 : 0,
                        off ? 10_000 : 0,
                        references(),
                        instalments(path),
                        off ? "null" : "41",
                        ugly ? LONG_NAME + " " + LONG_NAME : "Conveyor belt 400 mm, food grade",
                        TODAY.minusDays(12),
                        TODAY.minusDays(9),
                        TODAY.minusDays(10),
                        TODAY.minusDays(14),
                        path.endsWith("parts")
                                ? "{\"id\":\"dep_used\",\"number\":\"DEP-000002\"},{\"id\":\"dep_paid\",\"number\":\"DEP-000003\"}"
                                : "");
    }

    private String creditNote(String state) {
        boolean ugly = scene == Scene.UGLY;
        return """
                {"id":"crn_1","number":"%s","customer":{"id":"cus_0","name":"%s","external_id":"1"},"state":"%s",
                 "issue_date":"%s","currency":"%s","net":31000,"tax":2690,"total":33690,"unapplied":%d,
                 "lines":[{"invoice":"inv_7","number":"INV-10433","invoice_line":1,"description":"%s",
                           "quantity":"1.000000","unit_amount":11000,"tax_rate":"19.000000","net":11000},
                          {"invoice":null,"number":null,"invoice_line":null,"description":"Goodwill","quantity":"1",
                           "unit_amount":20000,"tax_rate":"3","net":20000}],
                 "taxes":[{"rate":"3","net":20000,"tax":600},{"rate":"19","net":11000,"tax":2090}],
                 "claims":[{"invoice":"inv_7","number":"INV-10433","net":11000,"tax":2090,"amount":13090}],
                 "allocations":[%s],"reason":"%s","reference":null,"metadata":{},"version":1,
                 "created_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        ugly ? "CN-2026-" + "0".repeat(50) + "31" : "CN-000031",
                        ugly ? LONG_NAME : "Keller & Sons Ltd.",
                        state,
                        TODAY.minusDays(9),
                        ugly ? "KWD" : "EUR",
                        state.equals("void") ? 0 : ugly ? 33_690 : 20_600,
                        ugly ? LONG_NAME + " " + LONG_NAME : "Conveyor belt 400 mm, food grade: one came back",
                        ugly ? "" : """
                                {"id":"alc_2","invoice":"inv_7","number":"INV-10433","amount":13090,"currency":"EUR","allocated_on":"%s",
                                 "reversed":false}""".formatted(TODAY.minusDays(9)),
                        ugly ? LONG_NAME : "One metre came back damaged");
    }

    private static final List<String> CHARGES = List.of("fee", "interest", "credit", "off");

    /** @param kind fee, interest, or credit */
    private String charge(String kind) {
        boolean ugly = scene == Scene.UGLY;
        boolean isFee = kind.equals("fee");
        boolean isCredit = kind.equals("credit");
        boolean off = kind.equals("off");
        String currency = ugly ? "KWD" : "EUR";
        return """
                {"id":"chg_%s","number":"%s","external_id":null,
                 "customer":{"id":"cus_0","name":"%s","external_id":"1"},"kind":"%s","state":"%s","flags":[%s],
                 "invoice":"inv_7","invoice_number":"INV-10433","currency":"%s","amount":11166,"open":%d,
                 "written_off":%d,"waived":%d,"unapplied":%s,"issue_date":"%s","due_date":"%s","days_past_due":%s,"interest":%s,"metadata":{},
                 "version":1,"created_at":"2026-11-10T09:00:00Z","updated_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        kind,
                        isFee ? "FEE-000004" : "INT-000007",
                        ugly ? LONG_NAME : "Keller & Sons Ltd.",
                        isFee ? "collection_cost" : isCredit ? "interest_credit" : "interest",
                        isCredit ? "issued" : off ? "written_off" : "open",
                        isCredit || off ? "" : "\"overdue\"",
                        currency,
                        isCredit || off ? 0 : 11_166,
                        off ? 8_166 : 0,
                        off ? 3_000 : 0,
                        isCredit ? "2500" : "null",
                        TODAY.minusDays(20),
                        TODAY.minusDays(6),
                        isCredit || off ? "null" : "6",
                        isFee ? "null" : counted(ugly));
    }

    private static String counted(boolean ugly) {
        String more = IntStream.range(0, ugly ? 40 : 0)
                .mapToObj(at ->
                        ",{\"from\":\"%s\",\"to\":\"%s\",\"days\":3,\"principal\":987654321012,\"percent\":\"11.270001\"}"
                                .formatted(TODAY.minusDays(20 - at), TODAY.minusDays(18 - at)))
                .collect(Collectors.joining());
        return """
                {"through":"%s","total":11166,"claimed_before":0,"periods":[
                 {"from":"2024-12-16","to":"2024-12-31","days":16,"principal":1000000,"percent":"12.37"},
                 {"from":"2025-01-01","to":"2025-01-31","days":31,"principal":600000,"percent":"11.27"}%s]}
                """.formatted(TODAY.minusDays(20), more);
    }

    private String preview() {
        if (scene == Scene.EMPTY) {
            return "{\"through\":\"%s\",\"data\":[],\"credits\":[]}".formatted(TODAY);
        }
        String row = """
                {"invoice":"inv_%d","invoice_number":"INV-10%d","invoice_due_date":"2024-12-15","currency":"EUR",
                 "amount":11166,"interest":%s}
                """;
        return "{\"through\":\"%s\",\"data\":[%s,%s],\"credits\":[%s]}"
                .formatted(
                        TODAY,
                        row.formatted(7, 433, counted(false)),
                        row.formatted(8, 426, counted(false)),
                        row.formatted(9, 420, counted(false)));
    }

    private String policies() {
        return """
                {"discount":{"part_payment":"full_only","tax_follows":true},
                 "interest":{"rates":[%s],"mode":"floating","due_days":14,"preset":%s,"known_until":%s},
                 "settlement":"oldest_first","apply_credits":false,"tolerance":0,
                 "write_off":{"tax_relief":true,"approve_above":100000,
                  "limits":[{"role":"accountant","up_to":5000000},{"role":"admin","up_to":null}]},"weekend_shift":"none",
                 "numbering":{"invoice":{"prefix":"INV-{year}-","digits":6,"start":1},
                  "credit_note":{"prefix":"CN-","digits":6,"start":1},"fee":{"prefix":"FEE-","digits":6,"start":1},
                  "interest":{"prefix":"INT-","digits":6,"start":1},"deposit":{"prefix":"DEP-","digits":6,"start":1}}}
                """.formatted(
                        scene == Scene.EMPTY ? "" : """
                        {"from":"2024-07-01","percent":"12.37"},{"from":"2025-01-01","percent":"11.27"}""",
                        scene == Scene.EMPTY ? "null" : "\"de_business\"",
                        scene == Scene.EMPTY ? "null" : scene == Scene.UGLY ? "\"2025-12-31\"" : "\"2026-06-30\"");
    }

    private String payment(int at) {
        return """
                {"id":"pay_%d","external_id":null,"customer":{"id":"cus_%d","name":"%s","external_id":"1"},"payer":"Keller Holding plc",
                 "paid_by":{"id":"cus_9","name":"Keller Holding plc","external_id":null},
                 "amount":{"amount":%d,"currency":"%s"},"received_on":"%s","method":"%s","account":"%s",
                 "reference":%s,"bill":%s,"state":"%s","unapplied":%d,"passed_on":%d,
                 "allocations":[{"id":"alc_1","invoice":"inv_7","number":"INV-10433","amount":84660,"currency":"EUR",
                  "discount":1200,"rounding":3,"deduction":600,"allocated_on":"%s",
                  "reversed":%s},{"id":"alc_0","customer":{"id":"cus_9","name":"Ostrava Steel a.s.","external_id":null},"invoice":"inv_8",
                  "number":"INV-10426","amount":1000,"currency":"EUR","rounding":-4,
                  "allocated_on":"%s","reversed":true}],"reversals":[%s],
                 "refunded":12000,"refunds":[%s],"created_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        at,
                        at,
                        NAMES.get(at % NAMES.size()),
                        amount(at) + 84_660,
                        scene == Scene.UGLY ? "JPY" : "EUR",
                        TODAY.minusDays(at * 3L),
                        List.of("bank_transfer", "card", "cheque").get(at % 3),
                        at % 3 == 1 ? "processor" : "bank",
                        at % 2 == 0 ? "\"Remittance " + at + "\"" : "\"INV-10480, INV-10479 less a part\"",
                        at % 3 == 2
                                ? "{\"id\":\"bil_held\",\"kind\":\"cheque\",\"number\":\"1002\",\"matures_on\":\"2026-04-15\"}"
                                : "null",
                        at == 4 ? "reversed" : "received",
                        at % 3 == 1 && at != 4 ? 12_345 : 0,
                        at % 3 == 0 ? amount(at) : 0,
                        TODAY.minusDays(12),
                        at == 4,
                        TODAY.minusDays(12),
                        at == 4 ? reversals() : "",
                        at == 1 ? refund(0) + "," + refund(1) : "");
    }

    private String unidentified(int at, String state) {
        return """
                {"id":"unr_%d","external_id":null,"state":"%s","amount":%d,"currency":"%s","received_on":"%s",
                 "method":"bank_transfer","payer":%s,"reference":"INV-10480, INV-10479 less a part","payment":null,
                 "returned_on":%s,"age_days":%d,"as_of":"%s","created_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        at,
                        state,
                        amount(at),
                        scene == Scene.UGLY ? "KWD" : "EUR",
                        TODAY.minusDays(30 - at),
                        at % 3 == 2 ? "null" : "\"" + NAMES.get(at % NAMES.size()) + "\"",
                        state.equals("returned") ? "\"" + TODAY + "\"" : "null",
                        30 - at,
                        TODAY);
    }

    /** One that went, one that is being checked, one that came back. */
    private String refund(int at) {
        boolean failed = at == 2;
        return """
                {"id":"ref_%d","external_id":null,"customer":{"id":"cus_0","name":"%s","external_id":"1"},"payment":"pay_1",
                 "credit_note":null,"charge":null,"number":null,"amount":12000,"currency":"%s","state":"%s",
                 "refunded_on":"%s","method":"%s","failure":%s,"failed_on":%s,"created_at":"2026-11-10T09:00:00Z"}
                """.formatted(
                        at,
                        NAMES.get(0),
                        scene == Scene.UGLY ? "JPY" : "EUR",
                        List.of("succeeded", "unknown", "failed").get(at),
                        TODAY.minusDays(2),
                        at == 0 ? "bank_transfer" : "processor",
                        failed ? "{\"code\":\"expired_or_canceled_card\",\"message\":\"In English.\"}" : "null",
                        failed ? "\"" + TODAY + "\"" : "null");
    }

    /** Taken back, given again, taken back for good. */
    private static String reversals() {
        return """
                {"kind":"return","amount":90000,"reversed_on":"%s","customer_fee":null,"reclaimed":null,"reinstated_on":"%s"},
                {"kind":"chargeback","amount":90000,"reversed_on":"%s","customer_fee":"chg_fee","reclaimed":"chg_fee",
                 "reinstated_on":null}
                """.formatted(TODAY.minusDays(10), TODAY.minusDays(8), TODAY.minusDays(4));
    }

    private int approvalCount() {
        return switch (scene) {
            case USUAL -> 3;
            case EMPTY -> 0;
            case UGLY -> 130;
        };
    }

    /** Every third is asked by the person at the screen. */
    private String approval(int at, String state) {
        boolean ugly = scene == Scene.UGLY;
        boolean isDecided = !state.equals("pending");
        return """
                {"id":"apr_%d","kind":"%s","subject":"inv_%d","customer":"cus_0",
                 "command":{"claim":"inv_7","amount":43350,"on":%s,"reason":"r"},
                 "amount":{"amount":43350,"currency":"%s"},"state":"%s","reason":"%s","asked_by":"%s",
                 "asked_at":"2026-03-01T09:12:00Z","decided_by":%s,"decided_at":%s,"decision":%s}
                """.formatted(
                        at,
                        at % 2 == 0 ? "write_off" : "waiver",
                        at < 2 ? 7 : 8,
                        at % 2 == 0 ? "\"" + TODAY.minusDays(2) + "\"" : "null",
                        ugly ? "KWD" : "EUR",
                        state,
                        ugly ? (LONG_NAME + " ").repeat(3) : "Insolvency proceedings opened; nothing to be expected",
                        at % 3 == 1 ? "usr_1" : "usr_2",
                        isDecided ? "\"usr_1\"" : "null",
                        isDecided ? "\"2026-03-02T08:00:00Z\"" : "null",
                        state.equals("rejected") ? "\"They paid the first instalment yesterday\"" : "null");
    }

    private String checkout() {
        boolean paid = checkoutState.equals("paid");
        boolean declined = checkoutState.equals("declined");
        return """
                {"id":"chk_1","customer":"cus_0","state":"%s","url":%s,"amount":{"amount":154321,"currency":"%s"},
                 "charge":{"amount":%d,"currency":"%s"},
                 "allocation":[{"invoice":"inv_7","number":"INV-10433","amount":100000},
                               {"invoice":"inv_8","number":"INV-10426","amount":54321}],
                 "failure":%s,"payment":%s,"expires_at":"2026-11-22T12:00:00Z"}
                """.formatted(
                        declined ? "open" : checkoutState,
                        checkoutState.equals("open") || declined ? "\"http://127.0.0.1:9/pay\"" : "null",
                        scene == Scene.UGLY ? "KWD" : "EUR",
                        scene == Scene.UGLY ? 154_320 : 154_321,
                        scene == Scene.UGLY ? "KWD" : "EUR",
                        declined || checkoutState.equals("failed")
                                ? "{\"code\":\"insufficient_funds\",\"message\":\"Your card has insufficient funds.\"}"
                                : "null",
                        paid ? "\"pay_1\"" : "null");
    }

    private String aging() {
        if (scene == Scene.EMPTY) {
            return "{\"as_of\":\"%s\",\"known_at\":\"2026-11-22T01:00:00Z\",\"time_zone\":\"Europe/Berlin\",\"currencies\":[]}"
                    .formatted(TODAY);
        }
        long[] counts = {41, 18, 9, 4, 3};
        long[] eur = {18_204_691, 5_032_650, 2_719_160, 1_300_740, 994_780};
        long[] usd = {9_204_691, 1_032_650, 719_160, 0, 94_780};
        return """
                {"as_of":"%s","known_at":"2026-11-22T01:00:00Z","time_zone":"Europe/Berlin","currencies":[
                 {"currency":"EUR","buckets":%s,"open":28252021,"unapplied":1250000,"balance":27002021},
                 {"currency":"USD","buckets":%s,"open":11051281,"unapplied":0,"balance":11051281}]}
                """.formatted(TODAY, buckets(counts, eur), buckets(counts, usd));
    }

    private String receipts() {
        String currencies = scene == Scene.EMPTY
                ? ""
                : "{\"currency\":\"EUR\",\"count\":14,\"amount\":4120055},{\"currency\":\"USD\",\"count\":1,\"amount\":90000}";
        return "{\"from\":\"%s\",\"to\":\"%s\",\"time_zone\":\"Europe/Berlin\",\"currencies\":[%s]}"
                .formatted(TODAY.minusDays(6), TODAY, currencies);
    }

    private String overdue() {
        if (scene == Scene.EMPTY) {
            return "{\"as_of\":\"%s\",\"currencies\":[]}".formatted(TODAY);
        }
        String rows = IntStream.range(0, 5)
                .mapToObj(at ->
                        """
                        {"customer":"cus_%d","external_id":"1","name":"%s","overdue":%d,"count":%d,
                         "oldest_due_date":"2026-08-01","days_past_due":%d}
                        """.formatted(at, NAMES.get(at % NAMES.size()), 912_345 - at * 101_010, 5 - at, 118 - at * 20))
                .collect(Collectors.joining(","));
        return """
                {"as_of":"%s","currencies":[{"currency":"EUR","overdue":10047330,"customers":17,"data":[%s]},
                 {"currency":"USD","overdue":1846590,"customers":2,"data":[%s]}]}
                """.formatted(TODAY, rows, rows);
    }

    private static String member(int at) {
        String[] states = {"active", "invited", "revoked"};
        return """
                {"id":"mem_%d","email":"m%d@northwind.example","name":"%s","language":"en","roles":["%s"],"state":"%s",
                 "version":1,"created_at":"2026-01-01T00:00:00Z"}
                """.formatted(
                        at,
                        at,
                        List.of("Miriam Vogt", "李伟", "J. Okafor").get(at % 3),
                        List.of("admin", "accountant", "collector").get(at % 3),
                        states[at % 3]);
    }

    private static String contact(int at) {
        String[] states = {"active", "invited", "revoked"};
        return """
                {"id":"con_%d","customer":"cus_0","email":"clara.%d@kellerandsons.example","name":"Clara Rossi",
                 "language":"en","state":"%s","version":1,"created_at":"2026-01-01T00:00:00Z"}
                """.formatted(at, at, states[at % 3]);
    }

    private static String importSummary() {
        return """
                {"id":"imp_1","state":"committed","file":{"name":"receivables.csv","bytes":1200,"sha256":"x"},"rows":2466,
                 "accepted":2466,"rejected":0,"unchanged":0,"effects":{"customers":100,"invoices":2466,"payments":2400},
                 "total":[],"created_at":"2026-11-10T09:00:00Z","committed_at":null,"undone_at":null}
                """;
    }

    private static String imported(String state) {
        return """
                {"id":"imp_1","state":"%s","file":{"name":"receivables.csv","bytes":1200,"sha256":"x"},"rows":2466,
                 "accepted":2460,"rejected":4,"unchanged":2,
                 "errors":[{"line":12,"column":"InvoiceDate","code":"bad_date","message":"m"},
                           {"line":19,"column":"InvoiceAmount","code":"bad_amount","message":"m"},
                           {"line":77,"column":"","code":"number_conflict","message":"m"}],
                 "error_count":4,"effects":{"customers":100,"invoices":2458,"payments":2400},
                 "total":[{"amount":14770318,"currency":"USD"}],"skip_rejected":false,
                 "created_at":"2026-11-10T09:00:00Z","committed_at":null,"undone_at":null}
                """.formatted(state);
    }
}
