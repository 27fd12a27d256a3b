package io.duebook.portal.fake;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Canned books: real-looking ones, and ugly ones with no rows, thousands of rows, endless names, yen and dinars. */
public final class FakeBooks {

    private final FakeCustomers customers = new FakeCustomers(this);
    private final FakeInvoices invoices = new FakeInvoices(this);
    private final FakePayments payments = new FakePayments(this);
    private final FakeBills bills = new FakeBills(this);
    private final FakeAgreements agreements = new FakeAgreements(this);
    private final FakeStatements statements = new FakeStatements(this);
    private final FakeMessages messages = new FakeMessages(this);
    private final FakeCases cases = new FakeCases(this);
    private final FakeRates rates = new FakeRates(this);
    private final FakeWorkspace workspace = new FakeWorkspace(this);
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
        next = Canned.problem(status, code, params);
        return this;
    }

    Person person() {
        return person;
    }

    Scene scene() {
        return scene;
    }

    String checkoutState() {
        return checkoutState;
    }

    Set<String> asked() {
        return asked;
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
            return Canned.ok(workspace.attachment(0));
        }
        return switch (path) {
            case "/v1/me" -> Canned.ok(workspace.me());
            case "/v1/tenant" -> Canned.ok(workspace.tenant());
            case "/v1/customers" ->
                Canned.ok(Canned.page(
                        query,
                        query.containsKey("parent")
                                ? (query.get("parent").endsWith("group") ? (scene == Scene.UGLY ? 40 : 3) : 0)
                                : customers.customerCount(),
                        customers::customer));
            case "/v1/invoices" -> Canned.ok(Canned.page(query, invoices.invoiceCount(), at -> invoices.summary(at)));
            case "/v1/recurring_invoices" ->
                Canned.ok(Canned.page(query, agreements.recurringCount(), invoices::recurring));
            case "/v1/deductions" -> Canned.ok(Canned.page(query, agreements.recurringCount(), payments::deduction));
            case "/v1/deposits" ->
                Canned.ok(Canned.page(
                        query,
                        query.containsKey("customer")
                                ? Math.min(3, agreements.recurringCount())
                                : agreements.recurringCount(),
                        agreements::deposit));
            case "/v1/bills" -> Canned.ok(Canned.page(query, agreements.recurringCount(), bills::bill));
            case "/v1/settlement_offers" ->
                Canned.ok(
                        person == Person.CONTACT
                                ? Canned.page(query, scene == Scene.EMPTY ? 0 : 1, agreements::offer)
                                : Canned.page(query, agreements.recurringCount(), agreements::offer));
            case "/v1/attachments" -> Canned.ok(Canned.page(query, workspace.attachmentCount(), workspace::attachment));
            case "/v1/attachments/limits" -> Canned.ok(FakeWorkspace.LIMITS);
            case "/v1/exchange_rates" -> Canned.ok(Canned.page(query, agreements.recurringCount(), rates::rate));
            case "/v1/exchange_rates/effective" -> rates.effective(query);
            case "/v1/reports/exchange_differences" -> Canned.ok(rates.differences(query));
            case "/v1/reports/base_amounts" -> Canned.ok(rates.baseAmounts());
            case "/v1/nettings" -> Canned.ok(Canned.page(query, agreements.recurringCount(), agreements::netting));
            case "/v1/statement_replies" ->
                Canned.ok(Canned.page(query, person == Person.CONTACT ? 0 : 1, at -> FakeCases.reply()));
            case "/v1/cases" -> Canned.ok(Canned.page(query, cases.count(), cases::listed));
            case "/v1/messages" -> Canned.ok(Canned.page(query, messages.count(), messages::listed));
            case "/v1/statement_runs" -> Canned.ok(Canned.page(query, messages.runs(), messages::runAt));
            case "/v1/statements" ->
                Canned.ok(Canned.page(query, query.containsKey("number") ? 3 : statements.count(), statements::listed));
            case "/v1/transfers" -> Canned.ok(Canned.page(query, agreements.recurringCount(), agreements::transfer));
            case "/v1/unidentified_receipts" ->
                Canned.ok(
                        Canned.page(query, scene == Scene.EMPTY ? 0 : 9, at -> payments.unidentified(at, "unclaimed")));
            case "/v1/refunds" -> Canned.ok(Canned.page(query, scene == Scene.EMPTY ? 0 : 3, payments::refund));
            case "/v1/payments" ->
                Canned.ok(
                        "true".equals(query.get("unapplied"))
                                ? Canned.page(
                                        query,
                                        payments.paymentCount() / 3,
                                        at -> payments.payment(at == 0 ? 1 : at * 3 + 4))
                                : Canned.page(query, payments.paymentCount(), payments::payment));
            case "/v1/charges" ->
                Canned.ok(Canned.page(
                        query,
                        query.containsKey("customer") ? 0 : invoices.invoiceCount() / 8,
                        at -> invoices.charge(FakeInvoices.CHARGES.get(at % 4))));
            case "/v1/credit_notes" ->
                Canned.ok(Canned.page(
                        query,
                        invoices.invoiceCount() / 8,
                        at -> invoices.creditNote(at % 5 == 4 ? "void" : "issued")));
            case "/v1/exports" -> Canned.ok(workspace.exports(query));
            case "/v1/audit/status" -> Canned.ok(workspace.auditStatus());
            case "/v1/audit/findings" -> Canned.ok(workspace.findings(query));
            case "/v1/periods" -> Canned.ok(workspace.periods(query));
            case "/v1/approvals" ->
                Canned.ok(Canned.page(query, workspace.approvalCount(), at -> workspace.approval(at, "pending")));
            case "/v1/policies" -> Canned.ok(workspace.policies());
            case "/v1/interest_presets" -> Canned.ok(FakeWorkspace.PRESETS);
            case "/v1/interest_claims/preview" -> Canned.ok(invoices.preview());
            case "/v1/members" -> Canned.ok(Canned.page(query, 3, workspace::member));
            case "/v1/contacts" -> Canned.ok(Canned.page(query, scene == Scene.EMPTY ? 0 : 3, workspace::contact));
            case "/v1/imports" ->
                Canned.ok(Canned.page(query, scene == Scene.EMPTY ? 0 : 2, at -> workspace.importSummary()));
            case "/v1/reports/customers" ->
                Canned.ok(Canned.page(query, customers.customerCount(), customers::customerWithBalances));
            case "/v1/reports/aging" ->
                Canned.ok(
                        "customer".equals(query.get("group_by"))
                                ? customers.agedCustomers(query, FakeCustomers.PAST_DUE)
                                : customers.aging());
            case "/v1/reports/age" ->
                Canned.ok(
                        "customer".equals(query.get("group_by"))
                                ? customers.agedCustomers(query, FakeCustomers.AGE)
                                : customers.age());
            case "/v1/reports/receipts" -> Canned.ok(customers.receipts());
            case "/v1/reports/overdue" -> Canned.ok(customers.overdue());
            default -> one(path, query);
        };
    }

    private Answer one(String path, Map<String, String> query) {
        if (path.endsWith("/statement")) {
            if (!"activity".equals(query.get("kind"))) {
                return Canned.ok(
                        path.matches(".*/cus_([2-9]|[1-9]\\d+)/.*")
                                ? customers.statementOfBranch(path)
                                : customers.statement());
            }
            boolean dated = query.getOrDefault("from", "").matches("\\d{4}-\\d{2}-\\d{2}");
            return dated ? Canned.ok(customers.activity()) : Canned.problem(400, "invalid_parameter", "{}");
        }
        if (path.endsWith("_missing")) {
            return Canned.problem(404, "not_found", "{}");
        }
        if (path.startsWith("/v1/invoices/")) {
            return Canned.ok(invoices.invoice(
                    path.endsWith("draft") ? "draft" : path.endsWith("off") ? "written_off" : "open", path));
        }
        if (path.startsWith("/v1/deposits/")) {
            return Canned.ok(agreements.deposit(
                    FakeAgreements.DEPOSIT_STATES.indexOf(path.substring("/v1/deposits/dep_".length()))));
        }
        if (path.startsWith("/v1/bills/")) {
            return Canned.ok(bills.bill(FakeBills.BILL_STATES.indexOf(path.substring(path.lastIndexOf('_') + 1))));
        }
        if (path.startsWith("/v1/settlement_offers/")) {
            return Canned.ok(agreements.offer(path.endsWith("met") ? 1 : 0));
        }
        if (path.startsWith("/v1/verifications/")) {
            return path.endsWith("known") && !path.endsWith("unknown")
                    ? Canned.ok(statements.verification())
                    : Canned.problem(404, "not_found", "{}");
        }
        if (path.startsWith("/v1/cases/")) {
            return Canned.ok(cases.one(path));
        }
        if (path.startsWith("/v1/messages/")) {
            return Canned.ok(path.endsWith("/content") ? FakeMessages.content() : messages.message(path));
        }
        if (path.startsWith("/v1/statement_runs/")) {
            return Canned.ok(
                    path.endsWith("/customers")
                            ? Canned.page(query, messages.count(), messages::result)
                            : messages.run(path));
        }
        if (path.startsWith("/v1/statements/") && path.endsWith("/mail")) {
            return Canned.ok(FakeMessages.preview());
        }
        if (path.startsWith("/v1/statements/")) {
            return Canned.ok(path.endsWith("/changes") ? statements.changes(path) : statements.frozen(path));
        }
        if (path.startsWith("/v1/nettings/")) {
            return Canned.ok(agreements.netting(path.endsWith("undone") ? 3 : 0));
        }
        if (path.startsWith("/v1/transfers/")) {
            return Canned.ok(agreements.transfer(path.endsWith("credit") ? 1 : path.endsWith("undone") ? 3 : 0));
        }
        if (path.startsWith("/v1/recurring_invoices/")) {
            return Canned.ok(invoices.recurring(path.endsWith("stopped") ? 2 : path.endsWith("ended") ? 3 : 0));
        }
        if (path.startsWith("/v1/credit_notes/")) {
            return Canned.ok(invoices.creditNote(path.endsWith("void") ? "void" : "issued"));
        }
        if (path.startsWith("/v1/charges/")) {
            return Canned.ok(invoices.charge(path.substring("/v1/charges/chg_".length())));
        }
        if (path.endsWith("pay_dollars")) {
            return Canned.ok(payments.payment(1).replaceFirst("\"EUR\"", "\"USD\""));
        }
        if (path.startsWith("/v1/payments/")) {
            return Canned.ok(payments.payment(path.endsWith("pay_4") ? 4 : path.endsWith("pay_paper") ? 2 : 1));
        }
        if (path.startsWith("/v1/unidentified_receipts/")) {
            return Canned.ok(payments.unidentified(0, path.endsWith("returned") ? "returned" : "unclaimed"));
        }
        if (path.startsWith("/v1/periods/")) {
            return Canned.ok(workspace.period(path.substring("/v1/periods/".length())));
        }
        if (path.startsWith("/v1/approvals/")) {
            return Canned.ok(
                    path.endsWith("apr_declined")
                            ? workspace.approval(0, "rejected")
                            : workspace.approval(path.endsWith("own") ? 1 : 0, "pending"));
        }
        if (path.endsWith("/balance")) {
            return Canned.ok(customers.groupBalance());
        }
        if (path.endsWith("cus_group")) {
            return Canned.ok(customers.groupHead());
        }
        if (path.startsWith("/v1/customers/")) {
            return Canned.ok(customers.customer(scene == Scene.UGLY ? 1 : 0));
        }
        if (path.startsWith("/v1/checkouts/")) {
            return Canned.ok(payments.checkout());
        }
        if (path.startsWith("/v1/imports/")) {
            return Canned.ok(workspace.imported("checked"));
        }
        return Canned.problem(404, "not_found", "{}");
    }

    private Answer post(String path) {
        if (path.equals("/v1/checkouts")) {
            return new Answer(201, payments.checkout());
        }
        if (path.equals("/v1/imports")) {
            return new Answer(201, workspace.imported("checked"));
        }
        if (path.endsWith("/commit")) {
            return Canned.ok(workspace.imported("committed"));
        }
        if (path.startsWith("/v1/imports")) {
            return Canned.ok(workspace.imported("undone"));
        }
        if (path.startsWith("/v1/approvals")) {
            return Canned.ok(workspace.approval(0, path.endsWith("approve") ? "approved" : "rejected"));
        }
        if (path.endsWith("/write_off") && scene == Scene.UGLY) {
            return new Answer(202, "{\"approval\":\"apr_own\"}");
        }
        if (path.startsWith("/v1/invoices")) {
            return Canned.ok(invoices.invoice(path.endsWith("void") ? "void" : "open", path));
        }
        if (path.startsWith("/v1/deposits")) {
            return Canned.ok(agreements.deposit(0));
        }
        if (path.startsWith("/v1/bills")) {
            return Canned.ok(path.matches("/v1/bills/(deposit|collect)") ? "{\"data\":[]}" : bills.bill(2));
        }
        if (path.equals("/v1/settlement_offers")) {
            return new Answer(201, agreements.offer(0));
        }
        if (path.startsWith("/v1/settlement_offers")) {
            return Canned.ok(agreements.offer(4));
        }
        if (path.equals("/v1/exchange_rates/several")) {
            return Canned.ok("{\"data\":[" + rates.rate(0) + "]}");
        }
        if (path.equals("/v1/exchange_rates")) {
            return new Answer(201, rates.rate(0));
        }
        if (path.startsWith("/v1/attachments")) {
            return path.endsWith("delete")
                    ? Canned.ok(workspace.attachment(0))
                    : new Answer(201, workspace.attachment(0));
        }
        if (path.equals("/v1/exports")) {
            return new Answer(201, workspace.export(0));
        }
        if (path.equals("/v1/statement_replies")) {
            return new Answer(201, FakeCases.reply());
        }
        if (path.startsWith("/v1/cases")) {
            return Canned.ok(cases.one("/v1/cases/cas_0"));
        }
        if (path.startsWith("/v1/statement_runs")) {
            return Canned.ok(messages.run(path));
        }
        if (path.startsWith("/v1/messages/")) {
            return Canned.ok(messages.listed(1));
        }
        if (path.endsWith("/send")) {
            return new Answer(202, "{\"id\":\"stm_2\",\"data\":[]}");
        }
        if (path.equals("/v1/statements")) {
            return new Answer(201, statements.frozen("/v1/statements/stm_2"));
        }
        if (path.startsWith("/v1/nettings")) {
            return Canned.ok(agreements.netting(path.endsWith("reverse") ? 3 : 0));
        }
        if (path.startsWith("/v1/transfers")) {
            return Canned.ok(agreements.transfer(path.endsWith("reverse") ? 3 : 0));
        }
        if (path.startsWith("/v1/recurring_invoices")) {
            return Canned.ok(invoices.recurring(path.endsWith("pause") ? 1 : path.endsWith("end") ? 3 : 0));
        }
        if (path.startsWith("/v1/credit_notes")) {
            return Canned.ok(invoices.creditNote(path.endsWith("void") ? "void" : "issued"));
        }
        if (path.equals("/v1/fees") || path.startsWith("/v1/charges")) {
            return new Answer(201, invoices.charge("fee"));
        }
        if (path.equals("/v1/interest_claims")) {
            return new Answer(201, "{\"data\":[],\"credits\":[]}");
        }
        if (path.startsWith("/v1/payments/")) {
            return Canned.ok(payments.payment(path.endsWith("reverse") ? 4 : 1));
        }
        if (path.equals("/v1/payments")) {
            return new Answer(201, payments.payment(0));
        }
        if (path.endsWith("/claim")) {
            return new Answer(201, payments.payment(0));
        }
        if (path.startsWith("/v1/unidentified_receipts")) {
            return Canned.ok(payments.unidentified(0, path.endsWith("return") ? "returned" : "unclaimed"));
        }
        if (path.equals("/v1/refunds")) {
            return new Answer(201, payments.refund(0));
        }
        if (path.equals("/v1/customers")) {
            return new Answer(201, customers.customer(0));
        }
        return Canned.ok(
                path.startsWith("/v1/members")
                        ? workspace.member(0)
                        : path.startsWith("/v1/contacts") ? workspace.contact(0) : "{}");
    }
}
