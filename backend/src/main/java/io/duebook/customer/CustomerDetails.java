package io.duebook.customer;

import io.duebook.platform.InvalidRequest;
import io.duebook.platform.MalformedRequest;
import io.duebook.shared.CustomerId;
import io.duebook.tenant.PaymentTerms;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a tenant says of a customer, and may say anew.
 *
 * @param externalId the id in the tenant's own system, unique among customers that are not archived
 * @param kind business unless said
 * @param parent the customer it belongs to, in a group
 * @param language of mails and documents; null: the tenant's
 * @param email where statements and receipts go
 * @param terms when invoices are due that say nothing else, as an invoice takes them; null: as the tenant's policy says
 * @param metadata the tenant's own words, at most 50; not shown to contacts
 */
public record CustomerDetails(
        @Nullable @Size(min = 1, max = 200) String externalId,
        @NotBlank @Size(max = 200) String name,
        CustomerKind kind,
        @Nullable CustomerId parent,

        @Nullable @Pattern(regexp = "en|zh-CN", message = "must be en or zh-CN")
        String language,

        @Nullable @Email @Size(max = 254) String email,
        @Nullable @Size(max = 50) String taxId,
        @Nullable @Valid Address address,

        @Schema(
                oneOf = {String.class, Object.class},
                description = "net_30, eom_15 or alike, or an object that may offer a discount")
        @Nullable
        JsonNode terms,

        @Size(max = 50) Map<@Size(min = 1, max = 100) String, @Size(max = 2_000) String> metadata) {

    public CustomerDetails {
        terms = terms == null || terms.isNull() ? null : terms;
        kind = kind == null ? CustomerKind.BUSINESS : kind;
        metadata = metadata == null ? Map.of() : withoutNulls(metadata);
    }

    public static CustomerDetails named(String name) {
        return new CustomerDetails(null, name, CustomerKind.BUSINESS, null, null, null, null, null, null, Map.of());
    }

    CustomerDetails withExternalId(String id) {
        return new CustomerDetails(id, name, kind, parent, language, email, taxId, address, terms, metadata);
    }

    /** As the customer may read them. */
    CustomerDetails forContact() {
        return new CustomerDetails(externalId, name, kind, null, language, email, taxId, address, terms, Map.of());
    }

    /**
     * The same, once its terms are known to be some.
     *
     * @throws InvalidRequest if they break a rule
     * @throws MalformedRequest for a field that terms do not have
     */
    CustomerDetails checked() {
        if (terms != null) {
            PaymentTerms.read(terms);
        }
        return this;
    }

    /** In a patch a null clears the word. */
    private static Map<String, String> withoutNulls(Map<String, String> words) {
        var kept = new LinkedHashMap<>(words);
        kept.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(kept);
    }
}
