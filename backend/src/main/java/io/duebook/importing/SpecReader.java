package io.duebook.importing;

import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import io.duebook.shared.Currency;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a spec and tells everything that is wrong with it at once, each by its pointer into the request. */
final class SpecReader {

    private static final Set<String> KEYS = Set.of(
            "kind",
            "format",
            "encoding",
            "delimiter",
            "currency",
            "date_format",
            "decimal_separator",
            "grouping_separator",
            "words",
            "columns");

    private static final Map<String, Charset> ENCODINGS = Map.of(
            "utf-8",
            StandardCharsets.UTF_8,
            "gb18030",
            Charset.forName("GB18030"),
            "windows-1252",
            Charset.forName("windows-1252"),
            "iso-8859-1",
            StandardCharsets.ISO_8859_1);

    private static final List<Target> NEEDED =
            List.of(Target.CUSTOMER, Target.NUMBER, Target.ISSUE_DATE, Target.DUE_DATE, Target.TOTAL);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode spec;
    private final List<FieldError> errors = new ArrayList<>();

    private SpecReader(JsonNode spec) {
        this.spec = spec;
    }

    /** @throws InvalidRequest with every key that is missing, unknown or not usable */
    static ImportSpec read(String json) {
        var reader = new SpecReader(parse(json));
        ImportSpec spec = reader.read();
        if (!reader.errors.isEmpty()) {
            throw new InvalidRequest(reader.errors);
        }
        return spec;
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode spec = JSON.readTree(json);
            if (spec.isObject()) {
                return spec;
            }
        } catch (JacksonException malformed) {
            // Told below, like a spec that is no object.
        }
        throw new InvalidRequest("/spec", "malformed_json", "The spec is a JSON object.");
    }

    private ImportSpec read() {
        refuseUnknown(spec, "/spec", KEYS);
        mustSay("kind", "receivables");
        mustSay("format", "csv");
        Map<Target, String> columns = columns();
        char decimal = separator("decimal_separator", '.', ".,");
        var read = new ImportSpec(
                encoding(),
                separator("delimiter", ',', ",;\t|"),
                currency(columns),
                dates(),
                new AmountFormat(decimal, grouping(decimal)),
                words(),
                columns);
        return read;
    }

    private void refuseUnknown(JsonNode object, String pointer, Set<String> known) {
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> wrong(pointer + "/" + escaped(name), "unknown_field", "Not a key of a spec."));
    }

    private void mustSay(String key, String word) {
        String given = text(key);
        if (given == null) {
            missing("/spec/" + key);
        } else if (!given.equals(word)) {
            wrong("/spec/" + key, "invalid", "Only \"" + word + "\" is known.");
        }
    }

    private Charset encoding() {
        String given = text("encoding");
        if (given == null) {
            return StandardCharsets.UTF_8;
        }
        Charset known = ENCODINGS.get(given.toLowerCase(java.util.Locale.ROOT));
        if (known == null) {
            wrong(
                    "/spec/encoding",
                    "invalid",
                    "Known are "
                            + String.join(
                                    ", ", ENCODINGS.keySet().stream().sorted().toList()) + ".");
            return StandardCharsets.UTF_8;
        }
        return known;
    }

    private char separator(String key, char usual, String allowed) {
        String given = text(key);
        if (given == null) {
            return usual;
        }
        if (given.length() != 1 || allowed.indexOf(given.charAt(0)) < 0) {
            wrong("/spec/" + key, "invalid", "One of these characters: " + allowed.replace("\t", "\\t"));
            return usual;
        }
        return given.charAt(0);
    }

    private @Nullable Character grouping(char decimal) {
        if (text("grouping_separator") == null) {
            return null;
        }
        char grouping = separator("grouping_separator", ' ', ",. '\u00a0\u202f");
        if (grouping == decimal) {
            wrong("/spec/grouping_separator", "invalid", "Decimals and groups need different separators.");
        }
        return grouping;
    }

    private @Nullable Currency currency(Map<Target, String> columns) {
        String given = text("currency");
        if (given == null) {
            if (!columns.containsKey(Target.CURRENCY)) {
                wrong("/spec/currency", "required", "Name the currency, or map invoice.currency to a column.");
            }
            return null;
        }
        if (!Currency.isKnown(given)) {
            wrong("/spec/currency", "currency_not_supported", "A currency of ISO 4217 with 0, 2 or 3 digits.");
            return null;
        }
        return Currency.of(given);
    }

    private DateFormat dates() {
        String given = text("date_format");
        try {
            return DateFormat.of(given == null ? DateFormat.DEFAULT : given);
        } catch (IllegalArgumentException notAPattern) {
            wrong("/spec/date_format", "invalid", "A pattern of year, month and day in digits, as M/d/yyyy.");
            return DateFormat.of(DateFormat.DEFAULT);
        }
    }

    private Words words() {
        JsonNode given = spec.path("words");
        if (given.isMissingNode() || given.isNull()) {
            return Words.DEFAULT;
        }
        if (!given.isObject()) {
            wrong("/spec/words", "invalid_type", "An object with the lists yes and no.");
            return Words.DEFAULT;
        }
        refuseUnknown(given, "/spec/words", Set.of("yes", "no"));
        Words words = Words.of(list(given, "yes"), list(given, "no"));
        if (words.contradict()) {
            wrong("/spec/words", "invalid", "A word stands for yes or for no, not for both.");
        }
        return words;
    }

    private List<String> list(JsonNode words, String key) {
        JsonNode given = words.path(key);
        boolean texts = given.isArray()
                && given.size() <= 50
                && given.valueStream()
                        .allMatch(word -> word.isString() && word.asString().length() <= 100);
        if (!texts) {
            wrong("/spec/words/" + key, given.isMissingNode() ? "required" : "invalid_type", "A list of words.");
            return List.of();
        }
        return given.valueStream().map(JsonNode::asString).toList();
    }

    private Map<Target, String> columns() {
        var columns = new EnumMap<Target, String>(Target.class);
        JsonNode given = spec.path("columns");
        if (!given.isObject()) {
            wrong(
                    "/spec/columns",
                    given.isMissingNode() ? "required" : "invalid_type",
                    "An object that maps what is known to the file's columns.");
            return columns;
        }
        given.propertyStream().forEach(mapped -> {
            String pointer = "/spec/columns/" + escaped(mapped.getKey());
            JsonNode source = mapped.getValue();
            var target = Target.of(mapped.getKey());
            if (target.isEmpty()) {
                wrong(pointer, "unknown_field", "Not something a column can be read as.");
            } else if (!source.isString()
                    || source.asString().isBlank()
                    || source.asString().length() > 500) {
                wrong(pointer, "invalid_type", "The name of a column, as the file's first line has it.");
            } else {
                columns.put(target.get(), source.asString().strip());
            }
        });
        NEEDED.stream()
                .filter(target -> !given.has(target.key()))
                .forEach(target -> missing("/spec/columns/" + target.key()));
        if (!columns.containsKey(Target.RECEIVED_ON)) {
            List.of(Target.PAID, Target.METHOD, Target.PAYMENT_REFERENCE).stream()
                    .filter(columns::containsKey)
                    .forEach(target -> wrong(
                            "/spec/columns/" + target.key(),
                            "invalid",
                            "A payment needs its date: map payment.received_on too."));
        }
        return columns;
    }

    private @Nullable String text(String key) {
        JsonNode given = spec.path(key);
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        if (!given.isString()) {
            wrong("/spec/" + key, "invalid_type", "A text is needed here.");
            return null;
        }
        return given.asString();
    }

    private void missing(String pointer) {
        wrong(pointer, "required", "This key is needed.");
    }

    private void wrong(String pointer, String code, String message) {
        if (errors.stream().noneMatch(known -> known.pointer().equals(pointer))) {
            errors.add(new FieldError(pointer, code, message));
        }
    }

    /** As JSON pointers want it (RFC 6901). */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
