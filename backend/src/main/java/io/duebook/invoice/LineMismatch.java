package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A line of a credit note does not fit the line of the invoice, or the charge, that it names. */
final class LineMismatch extends Refusal {

    static LineMismatch noSuchLine(int at) {
        return new LineMismatch(
                "/lines/" + at + "/invoice_line",
                "no_such_line",
                Map.of(),
                "The invoice has no line of this number; the first is 1.");
    }

    static LineMismatch otherRate(int at, BigDecimal rate) {
        String percent = rate.stripTrailingZeros().toPlainString();
        return new LineMismatch(
                "/lines/" + at + "/tax_rate",
                "other_tax_rate",
                Map.of("rate", percent),
                "The invoice's line has a tax rate of %s; a credit note takes back the tax that was charged."
                        .formatted(percent));
    }

    static LineMismatch untaxed(int at) {
        return new LineMismatch(
                "/lines/" + at + "/tax_rate",
                "other_tax_rate",
                Map.of("rate", "0"),
                "Fees and interest were charged without tax; a credit note takes back the tax that was charged.");
    }

    private LineMismatch(String pointer, String code, Map<String, Object> params, String detail) {
        super(Kind.UNPROCESSABLE, code, params, detail, List.of(new FieldError(pointer, code, detail)));
    }
}
