package io.duebook.document;

import io.duebook.customer.Address;
import io.duebook.customer.Customer;
import io.duebook.customer.CustomerDetails;
import io.duebook.customer.CustomerKind;
import io.duebook.platform.Version;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.TenantId;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;

/** Whom documents of tests go to: one customer, on 23 November 2026. */
public final class Addressees {

    public static final CustomerId CUSTOMER = new CustomerId(new UUID(1, 1));
    public static final LocalDate DAY = LocalDate.parse("2026-11-23");
    public static final String LONG_NAME =
            "Vereinigte Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG <script>alert('x')</script> 深圳市前海深港现代服务业合作区管理局下属综合贸易有限责任公司";

    private Addressees() {}

    /** Written to from Germany. */
    public static Addressee in(Language language) {
        return from("DE", language);
    }

    /** @param country of the tenant */
    public static Addressee from(String country, Language language) {
        return new Addressee(customer(), tenant(country), language, DAY);
    }

    private static Customer customer() {
        return Customer.create(
                CUSTOMER,
                new CustomerDetails(
                        "C-1001",
                        "Sample Works 样品工厂",
                        CustomerKind.BUSINESS,
                        null,
                        null,
                        null,
                        "DE123456789",
                        new Address("12 Harbour Street", null, "20457", "Hamburg", null, "DE"),
                        null,
                        Map.of()),
                null,
                Instant.EPOCH);
    }

    private static Tenant tenant(String country) {
        return new Tenant(
                new TenantId(new UUID(4, 4)),
                "Nordwind Handel GmbH",
                country,
                ZoneId.of("Europe/Berlin"),
                "en",
                Currency.of("EUR"),
                Policies.DEFAULT,
                Version.FIRST);
    }
}
