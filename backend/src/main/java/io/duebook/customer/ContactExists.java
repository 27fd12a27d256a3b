package io.duebook.customer;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Somebody with this address is a contact of this customer already. */
final class ContactExists extends Refusal {

    ContactExists() {
        super(
                Kind.CONFLICT,
                "contact_exists",
                Map.of(),
                "Somebody with this address is a contact of this customer already; send the invitation again.");
    }
}
