package io.duebook.portal.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.service.annotation.GetExchange;

/** Who is signed in, and for whom. */
public interface MeApi {

    @GetExchange("/v1/me")
    Me me();

    @GetExchange("/v1/tenant")
    Today today();

    /**
     * @param kind member, contact or program
     * @param customer whom a contact acts for; null for staff
     */
    record Me(
            String kind,
            @Nullable String name,
            @Nullable String email,
            List<String> roles,
            List<String> scopes,
            @Nullable String membershipId,
            @Nullable OwnCustomer customer,
            Tenant tenant) {}

    /** The day that the books have now, in the tenant's time zone. */
    record Today(LocalDate businessDate) {}

    record OwnCustomer(String id, String name) {}

    record Tenant(
            String id,
            String slug,
            String name,
            @Nullable String country,
            String timeZone,
            String locale,
            String baseCurrency) {}
}
