package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Person;
import io.duebook.portal.fake.FakeBooks.Scene;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tenant itself: who works there, by which rules, and what waits to be decided. */
final class FakeWorkspace extends Canned {

    private final FakeBooks books;

    FakeWorkspace(FakeBooks books) {
        super(books);
        this.books = books;
    }

    private Person person() {
        return books.person();
    }

    private Set<String> asked() {
        return books.asked();
    }

    String tenant() {
        return """
                {"id":"ten_1","slug":"northwind","name":"%s","country":"DE","time_zone":"Europe/Berlin","locale":"en",
                 "base_currency":"EUR","business_date":"%s"}""".formatted(scene() == Scene.UGLY ? LONG_NAME : "Northwind Trading GmbH", TODAY);
    }

    String me() {
        String tenant = tenant();
        return switch (person()) {
            case CONTACT ->
                """
                {"kind":"contact","name":"Clara Rossi","email":"clara@kellerandsons.example","roles":[],"scopes":[%s],
                 "membership_id":"con_1","customer":{"id":"cus_0","name":"%s"},"tenant":%s}
                """.formatted(
                                scopes(
                                        "me:read tenant:read customers:read invoices:read credit_notes:read payments:read"
                                                + " charges:read settlement_offers:read deposits:read attachments:read"
                                                + " statements:read cases:read cases:write statement_replies:read statement_replies:write checkouts:read checkouts:write"),
                                scene() == Scene.UGLY ? LONG_NAME : "Keller & Sons Ltd.",
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

    static final String ALL = "me:read tenant:read customers:read customers:write invoices:read invoices:write"
            + " audit:read periods:read periods:write credit_notes:read credit_notes:write payments:read payments:write allocations:write refunds:read refunds:write unidentified_receipts:read unidentified_receipts:write cases:read cases:write statement_replies:read statement_replies:write statements:read statements:write statement_runs:read statement_runs:write messages:read messages:write reports:read journal:read imports:read imports:write exports:read exports:write recurring_invoices:read recurring_invoices:write deductions:read nettings:read nettings:write settlement_offers:read settlement_offers:write attachments:read attachments:write exchange_rates:read exchange_rates:write deposits:read deposits:write bills:read bills:write interest_presets:read transfers:read transfers:write"
            + " charges:read charges:write fees:write interest_claims:read interest_claims:write policies:read policies:write approvals:read approvals:write"
            + " contacts:read contacts:write members:read members:write";

    String member(String role, String scopes, String tenant) {
        return """
                {"kind":"member","name":"Miriam Vogt","email":"miriam@northwind.example","roles":["%s"],"scopes":[%s],
                 "membership_id":"mem_1","tenant":%s}
                """.formatted(role, scopes(scopes), tenant);
    }

    /** As identity does it: nobody gets more than the portal asked for. */
    String scopes(String spaced) {
        return Stream.of(spaced.split(" "))
                .filter(asked()::contains)
                .map(scope -> "\"" + scope + "\"")
                .collect(Collectors.joining(","));
    }

    String policies() {
        return """
                {"discount":{"part_payment":"full_only","tax_follows":true},
                 "interest":{"rates":[%s],"mode":"floating","due_days":14,"preset":%s,"known_until":%s},
                 "settlement":"oldest_first","apply_credits":false,"tolerance":0,
                 "write_off":{"tax_relief":true,"approve_above":100000,
                  "limits":[{"role":"accountant","up_to":5000000},{"role":"admin","up_to":null}]},"weekend_shift":"none",
                 "numbering":{"invoice":{"prefix":"INV-{year}-","digits":6,"start":1},
                  "credit_note":{"prefix":"CN-","digits":6,"start":1},"fee":{"prefix":"FEE-","digits":6,"start":1},
                  "interest":{"prefix":"INT-","digits":6,"start":1},"deposit":{"prefix":"DEP-","digits":6,"start":1},
                  "statement":{"prefix":"ST-","digits":6,"start":1}},
                 "mail":{"sender_name":"Accounts receivable","reply_to":"ar@test.example"}}
                """.formatted(
                        scene() == Scene.EMPTY ? "" : """
                        {"from":"2024-07-01","percent":"12.37"},{"from":"2025-01-01","percent":"11.27"}""",
                        scene() == Scene.EMPTY ? "null" : "\"de_business\"",
                        scene() == Scene.EMPTY ? "null" : scene() == Scene.UGLY ? "\"2025-12-31\"" : "\"2026-06-30\"");
    }

    static final String PRESETS = """
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

    static final String LIMITS = """
            {"largest_bytes":10485760,"types":[{"type":"application/pdf","extensions":["pdf"]},
             {"type":"image/png","extensions":["png"]},{"type":"image/jpeg","extensions":["jpg","jpeg"]},
             {"type":"image/webp","extensions":["webp"]},{"type":"x","extensions":["xlsx"]},
             {"type":"d","extensions":["docx"]},{"type":"application/xml","extensions":["xml"]},
             {"type":"text/csv","extensions":["csv"]},{"type":"text/plain","extensions":["txt"]}]}
            """;

    int attachmentCount() {
        return scene() == Scene.EMPTY ? 0 : scene() == Scene.UGLY ? 230 : 3;
    }

    String attachment(int at) {
        boolean ugly = scene() == Scene.UGLY;
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
                person() == Person.CONTACT || at % 3 == 0,
                at % 3 == 1 ? "\"att_9\"" : "",
                person() == Person.CONTACT ? "null" : at % 2 == 0 ? "\"usr_1\"" : "\"usr_2\"");
    }

    int approvalCount() {
        return switch (scene()) {
            case USUAL -> 3;
            case EMPTY -> 0;
            case UGLY -> 130;
        };
    }

    /** Every third is asked by the person at the screen. */
    String approval(int at, String state) {
        boolean ugly = scene() == Scene.UGLY;
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

    String member(int at) {
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

    String contact(int at) {
        String[] states = {"active", "invited", "revoked"};
        return """
                {"id":"con_%d","customer":"cus_0","email":"clara.%d@kellerandsons.example","name":"Clara Rossi",
                 "language":"en","state":"%s","version":1,"created_at":"2026-01-01T00:00:00Z"}
                """.formatted(at, at, states[at % 3]);
    }

    String importSummary() {
        return """
                {"id":"imp_1","state":"committed","file":{"name":"receivables.csv","bytes":1200,"sha256":"x"},"rows":2466,
                 "accepted":2466,"rejected":0,"unchanged":0,"effects":{"customers":100,"invoices":2466,"payments":2400},
                 "total":[],"created_at":"2026-11-10T09:00:00Z","committed_at":null,"undone_at":null}
                """;
    }

    String imported(String state) {
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

    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    /** One that is being written, one to download, one that failed, and those whose time is over. */
    String exports(Map<String, String> query) {
        return page(query, scene() == Scene.EMPTY ? 0 : scene() == Scene.UGLY ? 240 : 4, this::export);
    }

    String export(int at) {
        String state =
                switch (at) {
                    case 0 -> "running";
                    case 1 -> "done";
                    case 2 -> "failed";
                    default -> "expired";
                };
        boolean isWhole = at == 1 || at > 2;
        return """
                {"id":"exp_%d","state":"%s","rows":%d,"rows_total":48210,"taken_at":"%sT09:12:00Z","bytes":%s,"sha256":%s,
                 "failure":%s,"created_at":"%sT09:11:58Z","ended_at":null,"kept_until":%s}
                """.formatted(
                        at,
                        state,
                        at == 0 ? 17_300 : 48_210,
                        TODAY.minusDays(9L * at),
                        isWhole ? scene() == Scene.UGLY ? "8123456789" : "5123456" : "null",
                        isWhole ? "\"" + HASH + "\"" : "null",
                        at == 2 ? "\"no_space\"" : "null",
                        TODAY.minusDays(9L * at),
                        at == 1 ? "\"" + TODAY + "T09:12:00Z\"" : "null");
    }

    /** Nothing wrong as usual; everything wrong where it is ugly; nothing looked at yet where it is empty. */
    String auditStatus() {
        return switch (scene()) {
            case EMPTY -> """
                        {"verdict":"incomplete","now":"%sT09:15:00Z","verified_at":null,"findings":0,"round":null,
                         "seal":null,"events":0,"checkpoints_kept":false,"public_key":""}
                        """.formatted(TODAY);
            default ->
                """
                        {"verdict":"%s","now":"%sT09:15:10Z","verified_at":"%sT09:12:00Z","findings":%d,
                         "round":{"began_at":"%sT01:00:00Z","ended_at":"%sT01:04:00Z","checked":%d},
                         "seal":{"sequence":%d,"hash":"%s","sealed_at":"%sT09:12:30Z","key":"k","signature":"s"},
                         "events":1,"checkpoints_kept":true,"public_key":""}
                        """.formatted(
                                scene() == Scene.UGLY ? "findings" : "clean",
                                TODAY,
                                TODAY,
                                scene() == Scene.UGLY ? 1_000 : 0,
                                TODAY,
                                TODAY,
                                scene() == Scene.UGLY ? 812_345_678_901L : 48_210,
                                scene() == Scene.UGLY ? 512_345_678_901L : 12_873,
                                HASH,
                                TODAY);
        };
    }

    /** Two that are well again as usual, very many that are not where it is ugly. */
    String findings(Map<String, String> query) {
        boolean ugly = scene() == Scene.UGLY;
        return page(query, scene() == Scene.EMPTY ? 0 : ugly ? 120 : 2, at -> """
                        {"id":"fnd_%d","pass":"%s","rule":"%s","subject":"%s","expected":%s,"found":"%s",
                         "found_at":"%sT09:12:00Z","resolved_at":%s}
                        """.formatted(
                        at,
                        at % 2 == 0 ? "item" : "frozen_statement",
                        at % 2 == 0 ? "open" : "is_what_it_says",
                        "inv_01m852r3bxe2bt7ax0eqczb1zk",
                        at % 3 == 2 ? "null" : "\"EUR open 179500 unapplied 15600 written_off 0\"",
                        ugly ? "EUR open 812345678901234 unapplied 812345678901234 written_off 0" : "69999",
                        TODAY.minusDays(at),
                        ugly ? "null" : "\"" + TODAY + "T10:01:00Z\""));
    }

    /** Ten locked, eight closed before the last, which is open like the month that now is. */
    String periods(Map<String, String> query) {
        YearMonth now = YearMonth.from(TODAY);
        return page(
                query,
                scene() == Scene.EMPTY ? 1 : scene() == Scene.UGLY ? 240 : 20,
                at -> summary(now.minusMonths(at)));
    }

    String period(String month) {
        boolean ugly = scene() == Scene.UGLY;
        String lines = scene() == Scene.EMPTY
                ? ""
                : Stream.of("EUR", "JPY", "KWD")
                        .limit(ugly ? 3 : 1)
                        .flatMap(currency -> Stream.of(
                                line(currency, "bank", ugly ? 812_345_678_901_234L : 4_120_055),
                                line(currency, "discount_given", 12_050),
                                line(currency, "receivable:cus_0", ugly ? 100_000_000_000L : 1_820_469),
                                line(currency, "receivable:cus_1", 2_000_000),
                                line(currency, "revenue", -(ugly ? 812_445_678_913_284L : 5_952_574)),
                                line(currency, "tax:19", -1_500_000),
                                line(currency, "unapplied:cus_1", -500_000)))
                        .collect(Collectors.joining(","));
        String summary = summary(YearMonth.parse(month)).strip();
        return summary.substring(0, summary.length() - 1) + ",\"trial_balance\":[" + lines + "]}";
    }

    private static String line(String currency, String account, long amount) {
        return "{\"currency\":\"%s\",\"account\":\"%s\",\"amount\":%d}".formatted(currency, account, amount);
    }

    private static String summary(YearMonth month) {
        long ago = month.until(YearMonth.from(TODAY), ChronoUnit.MONTHS);
        return ago < 2
                ? "{\"period\":\"%s\",\"state\":\"open\",\"version\":null,\"hash\":null,\"closed_at\":null,\"closed_by\":null}"
                        .formatted(month)
                : """
                        {"period":"%s","state":"%s","version":%d,"hash":"%s","closed_at":"%sT09:12:00Z","closed_by":"m-1"}
                        """.formatted(
                                month,
                                ago < 10 ? "closed" : "locked",
                                ago == 2 ? 2 : 1,
                                HASH,
                                month.plusMonths(1).atDay(4));
    }
}
