package io.duebook.tenant;

import io.duebook.platform.InvalidRequest;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.Refusal.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Terms as a client gives them: a word, as {@code net_30}, or an object that may offer a discount, too:
 * {@code {"net": 30, "discount_percent": "2", "discount_days": 10}}, or with {@code eom} instead of {@code net}.
 */
public record PaymentTerms(Terms terms, @Nullable EarlyDiscount discount) {

    private static final Set<String> FIELDS = Set.of("net", "eom", "discount_percent", "discount_days");
    private static final Pattern PERCENT = Pattern.compile("\\d{1,2}(\\.\\d{1,6})?");
    private static final int MOST_DAYS = 999;

    /**
     * @throws InvalidRequest with every field that breaks a rule
     * @throws MalformedRequest for a field that terms do not have
     */
    public static PaymentTerms read(JsonNode given) {
        if (given.isString()) {
            return new PaymentTerms(Terms.parse(given.asString()), null);
        }
        if (!given.isObject()) {
            throw new InvalidRequest(
                    "/terms", "invalid", "Terms are a word, as net_30 or eom_15, or an object with net or eom.");
        }
        var errors = new ArrayList<FieldError>();
        given.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new MalformedRequest("unknown_field", "/terms/" + unknown, "Terms have no such field.");
                });
        Integer net = days(given, "net", errors);
        Integer eom = days(given, "eom", errors);
        Integer within = days(given, "discount_days", errors);
        BigDecimal percent = percent(given, errors);
        if (errors.isEmpty() && (net == null) == (eom == null)) {
            errors.add(new FieldError("/terms/net", "required", "Give either net or eom."));
        }
        if (errors.isEmpty() && (percent == null) != (within == null)) {
            errors.add(new FieldError(
                    percent == null ? "/terms/discount_percent" : "/terms/discount_days",
                    "required",
                    "A discount has a percentage and days."));
        }
        if (errors.isEmpty() && within != null && net != null && within > net) {
            errors.add(new FieldError(
                    "/terms/discount_days", "out_of_range", "The discount ends on the due date at the latest."));
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
        return new PaymentTerms(
                net != null ? new Terms(Terms.Basis.NET, net) : new Terms(Terms.Basis.END_OF_MONTH, days(eom)),
                percent == null ? null : new EarlyDiscount(percent, days(within)));
    }

    private static int days(@Nullable Integer given) {
        return Objects.requireNonNull(given);
    }

    private static @Nullable Integer days(JsonNode given, String field, List<FieldError> errors) {
        JsonNode days = given.path(field);
        if (days.isMissingNode() || days.isNull()) {
            return null;
        }
        if (!days.isIntegralNumber() || !days.canConvertToInt() || days.asInt() < 0 || days.asInt() > MOST_DAYS) {
            errors.add(new FieldError("/terms/" + field, "out_of_range", "Days are a whole number, 0 to 999."));
            return null;
        }
        return days.asInt();
    }

    private static @Nullable BigDecimal percent(JsonNode given, List<FieldError> errors) {
        JsonNode percent = given.path("discount_percent");
        if (percent.isMissingNode() || percent.isNull()) {
            return null;
        }
        if (!percent.isString()
                || !PERCENT.matcher(percent.asString()).matches()
                || new BigDecimal(percent.asString()).signum() == 0) {
            errors.add(new FieldError(
                    "/terms/discount_percent",
                    "out_of_range",
                    "A percentage is a decimal text, more than 0 and less than 100, of at most six places."));
            return null;
        }
        return new BigDecimal(percent.asString());
    }
}
