package io.duebook.invoice;

import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts of a recurring invoice that say which day they are of: {@code Rent {month}} becomes {@code Rent 2026-12}.
 * Dates are written as ISO 8601 does, which reads the same in every language.
 */
final class Wording {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");
    private static final List<String> PLACES = List.of("date", "from", "to", "month", "year", "count");

    private Wording() {}

    /** @throws InvalidRequest where a text has a place that nothing is put into */
    static void mustBeKnown(JsonNode template) {
        var errors = new ArrayList<FieldError>();
        JsonNode lines = template.path("lines");
        for (int at = 0; at < lines.size(); at++) {
            check(
                    errors,
                    "/invoice/lines/" + at + "/description",
                    lines.get(at).path("description").asString(""));
        }
        check(errors, "/invoice/reference", template.path("reference").asString(""));
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
    }

    private static void check(List<FieldError> errors, String pointer, String text) {
        PLACE.matcher(text)
                .results()
                .map(place -> place.group(1))
                .filter(place -> !PLACES.contains(place))
                .findFirst()
                .ifPresent(unknown -> errors.add(new FieldError(
                        pointer, "unknown_place", "There is no {" + unknown + "}; there are " + PLACES + ".")));
    }

    /** The template with its texts as they read for one occurrence. */
    static ObjectNode of(ObjectNode template, Recurrence recurrence, int occurrence, int count) {
        Map<String, String> words = Map.of(
                "date", recurrence.day(occurrence).toString(),
                "from", recurrence.day(occurrence).toString(),
                "to", recurrence.lastDay(occurrence).toString(),
                "month", YearMonth.from(recurrence.day(occurrence)).toString(),
                "year", Integer.toString(recurrence.day(occurrence).getYear()),
                "count", Integer.toString(count));
        ObjectNode worded = template.deepCopy();
        for (JsonNode line : worded.path("lines")) {
            reword((ObjectNode) line, "description", words);
        }
        reword(worded, "reference", words);
        return worded;
    }

    private static void reword(ObjectNode of, String field, Map<String, String> words) {
        if (of.path(field).isString()) {
            of.put(field, PLACE.matcher(of.path(field).asString()).replaceAll(place -> word(place, words)));
        }
    }

    private static String word(MatchResult place, Map<String, String> words) {
        return words.getOrDefault(place.group(1), "");
    }
}
