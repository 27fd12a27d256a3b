package io.duebook.document;

import io.duebook.customer.Customer;
import io.duebook.tenant.Tenant;
import java.time.LocalDate;

/**
 * To whom a document goes, on whose behalf, in which language and on which day.
 *
 * @param today where the tenant is
 */
public record Addressee(Customer customer, Tenant tenant, Language language, LocalDate today) {}
