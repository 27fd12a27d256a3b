package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.Map;

/** The processor's account takes another tenant's money. */
final class AccountTaken extends Refusal {

    AccountTaken() {
        super(
                Kind.CONFLICT,
                "account_taken",
                Map.of(),
                "This account is linked to another tenant; one account serves one tenant.");
    }
}
