package io.duebook.invoice;

import io.duebook.platform.Refusal;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A credit note would take back more than was claimed, counting the credit notes before it. */
final class CreditExceedsClaim extends Refusal {

    static CreditExceedsClaim ofRate(String pointer, CreditedClaim claim, BigDecimal rate, Money left) {
        String percent = rate.stripTrailingZeros().toPlainString();
        return new CreditExceedsClaim(
                pointer,
                claim,
                left,
                Map.of("rate", percent),
                "Of %s at %s %% tax, only %d (minor units, with tax) is not credited yet; credit at most that."
                        .formatted(claim.item().number(), percent, left.amount()));
    }

    static CreditExceedsClaim ofLine(String pointer, CreditedClaim claim, int line, Money left) {
        return new CreditExceedsClaim(
                pointer,
                claim,
                left,
                Map.of("invoice_line", line),
                "Of line %d of %s, only %d (minor units, without tax) is not credited yet; credit at most that."
                        .formatted(line, claim.item().number(), left.amount()));
    }

    static CreditExceedsClaim inAll(String pointer, CreditedClaim claim, Money left) {
        return new CreditExceedsClaim(
                pointer,
                claim,
                left,
                Map.of(),
                "Of %s, only %d (minor units) is not credited yet; credit at most that."
                        .formatted(claim.item().number(), left.amount()));
    }

    private CreditExceedsClaim(
            String pointer, CreditedClaim claim, Money left, Map<String, Object> more, String detail) {
        super(
                Kind.UNPROCESSABLE,
                "credit_exceeds_claim",
                params(claim, left, more),
                detail,
                List.of(new FieldError(pointer, "credit_exceeds_claim", detail)));
    }

    private static Map<String, Object> params(CreditedClaim claim, Money left, Map<String, Object> more) {
        var all = new HashMap<String, Object>(more);
        all.put("invoice", claim.item().kind().idOf(claim.id()).text());
        all.put("number", claim.item().number());
        all.put("left", left.amount());
        return all;
    }
}
