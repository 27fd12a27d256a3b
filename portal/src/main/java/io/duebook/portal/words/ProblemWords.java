package io.duebook.portal.words;

import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ApiProblem.FieldError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Says a refusal of the API as a sentence: by its code, else by its status. Whoever reads it can quote the request id.
 */
public final class ProblemWords {

    /** Knows the words of a key, or gives null; parameters are named {@code {limit}} in the text. */
    public interface Dictionary {
        String word(String key, Locale locale);

        boolean knows(String key, Locale locale);
    }

    private final Dictionary dictionary;
    private final Locale locale;

    public ProblemWords(Dictionary dictionary, Locale locale) {
        this.dictionary = dictionary;
        this.locale = locale;
    }

    public String sentence(ApiProblem problem) {
        ApiProblem.Body body = problem.body();
        String said = said(body);
        List<FieldError> errors = Objects.requireNonNullElse(body.errors(), List.of());
        String fields = errors.stream().map(this::field).distinct().collect(Collectors.joining(" "));
        String request = body.requestId() == null
                ? ""
                : " " + filled(dictionary.word("problem.request", locale), Map.of("id", body.requestId()));
        return said + (fields.isEmpty() ? "" : " " + fields) + (body.status() >= 500 || !isKnown(body) ? request : "");
    }

    /**
     * What one field is refused for: in the words of the problem where it is about nothing else.
     *
     * @param label what the field is called
     */
    public String sentence(ApiProblem problem, FieldError error, String label) {
        return error.code().equals(problem.body().code()) ? said(problem.body()) : field(error, label);
    }

    private String said(ApiProblem.Body body) {
        return filled(dictionary.word(key(body), locale), Objects.requireNonNullElse(body.params(), Map.of()));
    }

    private String key(ApiProblem.Body body) {
        if (isKnown(body)) {
            return "problem." + body.code();
        }
        return switch (body.status()) {
            case 403 -> "problem.forbidden";
            case 404 -> "problem.not_found";
            default -> body.status() >= 500 ? "problem.internal_error" : "problem.other";
        };
    }

    private boolean isKnown(ApiProblem.Body body) {
        return dictionary.knows("problem." + body.code(), locale);
    }

    private String field(FieldError error) {
        String name = error.pointer().replaceAll("^/|/\\d+", "").replace('/', '.');
        String fieldKey = "field." + name;
        return field(error, dictionary.knows(fieldKey, locale) ? dictionary.word(fieldKey, locale) : name);
    }

    private String field(FieldError error, String label) {
        String errorKey = "field_error." + error.code();
        String text = dictionary.knows(errorKey, locale)
                ? dictionary.word(errorKey, locale)
                : dictionary.word("field_error.invalid", locale);
        return filled(text, Map.of("field", label));
    }

    private static String filled(String text, Map<String, Object> params) {
        String filled = text;
        for (Map.Entry<String, Object> param : params.entrySet()) {
            filled = filled.replace("{" + param.getKey() + "}", String.valueOf(param.getValue()));
        }
        return filled;
    }
}
