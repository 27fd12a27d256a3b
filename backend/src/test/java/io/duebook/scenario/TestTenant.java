package io.duebook.scenario;

import io.duebook.shared.TenantId;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A tenant of one test and those who call for it. */
public record TestTenant(TenantId id, String url) {

    private static final String EVERY_SCOPE = String.join(
            " ",
            "tenant:read me:read customers:read customers:write contacts:read contacts:write members:read members:write",
            "clients:read clients:write invoices:read invoices:write recurring_invoices:read recurring_invoices:write credit_notes:read credit_notes:write payments:read payments:write allocations:read",
            "allocations:write cases:read cases:write statements:read statements:write statement_runs:read statement_runs:write statement_replies:read statement_replies:write reports:read imports:read imports:write exports:read exports:write restores:read restores:write events:read journal:read",
            "refunds:read refunds:write unidentified_receipts:read unidentified_receipts:write deductions:read nettings:read nettings:write settlement_offers:read settlement_offers:write deposits:read deposits:write transfers:read transfers:write",
            "charges:read charges:write fees:write interest_claims:read interest_claims:write interest_presets:read",
            "bills:read bills:write attachments:read attachments:write policies:read policies:write checkouts:read checkouts:write messages:read messages:write audit:read approvals:read approvals:write exchange_rates:read exchange_rates:write periods:read periods:write");

    private static final String CONTACT_SCOPES =
            "me:read tenant:read customers:read invoices:read credit_notes:read payments:read charges:read settlement_offers:read deposits:read statements:read statement_replies:read statement_replies:write attachments:read cases:read cases:write checkouts:read checkouts:write";

    /** Whether a mail of this name is this tenant's: what others queued goes out, too, as soon as there is a server. */
    public boolean wrote(String messageId) {
        return messageId.contains("." + id.value() + "@");
    }

    /** A program of the tenant with every scope. */
    public Api program() {
        return as(Map.of("sub", "erp", "tenant_id", id.value().toString(), "scope", EVERY_SCOPE));
    }

    /** The same as another program. */
    public Api programNamed(String name) {
        return as(Map.of("sub", name, "tenant_id", id.value().toString(), "scope", EVERY_SCOPE));
    }

    /** A person of the tenant's staff with every scope, whatever their roles are called. */
    public Api member(String name, String... roles) {
        return as(Map.of(
                "sub",
                name,
                "tenant_id",
                id.value().toString(),
                "scope",
                EVERY_SCOPE,
                "roles",
                java.util.List.of(roles),
                "membership_id",
                "m-" + name));
    }

    public Api withScopes(String scopes) {
        return as(Map.of("sub", "erp", "tenant_id", id.value().toString(), "scope", scopes));
    }

    /** A contact of the customer, by the customer's public id. */
    public Api contact(String customer) {
        return as(Map.of(
                "sub",
                "contact-of-" + customer,
                "tenant_id",
                id.value().toString(),
                "scope",
                CONTACT_SCOPES,
                "roles",
                java.util.List.of("contact"),
                "membership_id",
                "m-" + customer,
                "customer_id",
                customer));
    }

    private Api as(Map<String, Object> claims) {
        return new Api(url, TestBackend.ISSUER.token(claims));
    }

    /** A new customer; the answer's JSON. */
    public JsonNode customer(String name) {
        return program().post("/v1/customers", Map.of("name", name)).expect(201);
    }

    /** Issues an invoice of one untaxed line in euros; the answer's JSON. */
    public JsonNode invoice(String customer, long amount, String issueDate, String dueDate) {
        return program()
                .post(
                        "/v1/invoices",
                        Body.invoice(customer, amount)
                                .with("issue_date", issueDate)
                                .with("due_date", dueDate))
                .expect(201);
    }

    /** Books a receipt in euros, allocated as said. */
    public JsonNode payment(String customer, long amount, String receivedOn, Object allocate) {
        return program()
                .post(
                        "/v1/payments",
                        Body.payment(customer, amount)
                                .with("received_on", receivedOn)
                                .with("allocate", allocate))
                .expect(201);
    }
}
