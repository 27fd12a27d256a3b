package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.Map;
import java.util.Optional;

/** Identity holds something else under this membership and will not follow; only a new invitation helps. */
public final class MembershipRefused extends Refusal {

    private MembershipRefused(String code, String detail) {
        super(Kind.CONFLICT, code, Map.of(), detail);
    }

    /** Empty for a code that says something else. */
    static Optional<MembershipRefused> of(String code) {
        return Optional.ofNullable(
                switch (code) {
                    case "membership_active" ->
                        new MembershipRefused(
                                "membership_active",
                                "Somebody accepted this invitation under another address; revoke it and invite the address you mean.");
                    case "membership_fixed" ->
                        new MembershipRefused(
                                "membership_fixed",
                                "A membership never changes its kind or customer; revoke it and invite anew.");
                    case "membership_taken" ->
                        new MembershipRefused(
                                "membership_taken",
                                "The issuer knows this membership as another tenant's; revoke it and invite anew.");
                    default -> null;
                });
    }
}
