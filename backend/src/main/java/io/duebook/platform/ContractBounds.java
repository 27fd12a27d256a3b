package io.duebook.platform;

import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long and how large the values of the contract get at most, where no rule of their own says less. */
final class ContractBounds {

    /** What the server reads as one text (JsonConfiguration), and so the longest it can give back. */
    private static final int LONGEST_TEXT = 10_000;

    /** A whole file: no answer of ours is longer. */
    private static final int LONGEST_FILE = Integer.MAX_VALUE;

    private static final int LONGEST_PAGE = 200;
    private static final int LONGEST_LIST = 1_000_000;
    private static final Map<String, Integer> LONGEST_OF_FORMAT =
            Map.of("date", 10, "date-time", 35, "binary", LONGEST_FILE);

    private ContractBounds() {}

    /** Sets the bounds of a schema and of all within. */
    static void set(String name, @Nullable Schema<?> schema) {
        if (schema == null || schema.get$ref() != null) {
            return;
        }
        Set<String> types = Optional.ofNullable(schema.getTypes()).orElse(Set.of());
        if (types.contains("string")) {
            text(schema);
        }
        if (types.contains("integer")) {
            number(name, schema);
        }
        if (types.contains("array") && schema.getMaxItems() == null) {
            schema.setMaxItems(name.equals("data") ? LONGEST_PAGE : LONGEST_LIST);
        }
        within(schema);
    }

    /** A document as one text: a table, a journal. */
    static void setOfFile(@Nullable Schema<?> schema) {
        if (schema != null) {
            schema.setMaxLength(LONGEST_FILE);
        }
    }

    private static void text(Schema<?> schema) {
        if (schema.getEnum() == null && schema.getConst() == null && schema.getMaxLength() == null) {
            schema.setMaxLength(LONGEST_OF_FORMAT.getOrDefault(String.valueOf(schema.getFormat()), LONGEST_TEXT));
        }
    }

    private static void number(String name, Schema<?> schema) {
        boolean isLong = "int64".equals(schema.getFormat());
        if (Boolean.TRUE.equals(schema.getExclusiveMinimum())) {
            // OpenAPI 3.1 has no such flag any more; what is more than nothing is at least one.
            schema.setMinimum(schema.getMinimum().add(BigDecimal.ONE));
            schema.setExclusiveMinimum(null);
        }
        if (schema.getMinimum() == null) {
            schema.setMinimum(
                    name.equals("limit") || name.equals("version")
                            ? BigDecimal.ONE
                            : BigDecimal.valueOf(isLong ? Long.MIN_VALUE : Integer.MIN_VALUE));
        }
        if (schema.getMaximum() == null) {
            schema.setMaximum(
                    name.equals("limit")
                            ? BigDecimal.valueOf(LONGEST_PAGE)
                            : BigDecimal.valueOf(isLong ? Long.MAX_VALUE : Integer.MAX_VALUE));
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void within(Schema<?> schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties != null) {
            properties.forEach((name, property) -> set(name, property));
        }
        set("", schema.getItems());
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            set("", values);
        }
        Stream.of(schema.getOneOf(), schema.getAnyOf(), schema.getAllOf())
                .filter(java.util.Objects::nonNull)
                .forEach(all -> all.forEach(one -> set("", (Schema<?>) one)));
    }
}
