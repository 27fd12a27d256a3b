package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.UI;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ApiProblem.FieldError;
import io.duebook.portal.words.ProblemWords;
import io.duebook.portal.words.Translations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Says what the API found wrong in the field it is about. */
public final class FieldErrors {

    private static final Translations WORDS = new Translations();

    private final Map<String, HasValidation> byCode = new HashMap<>();
    private final Map<String, HasValidation> byName = new HashMap<>();
    private final List<HasValidation> told = new ArrayList<>();

    /** @param codes of the problems that are about this field, whatever else they name */
    public FieldErrors about(HasValidation field, String... codes) {
        for (String code : codes) {
            byCode.put(code, field);
        }
        return this;
    }

    /**
     * A field, by what it fills of the request.
     *
     * @param name as {@code due_date} or {@code bill/number}; what is below it is about this field, too
     */
    public FieldErrors of(String name, HasValidation field) {
        byName.put(name, field);
        return this;
    }

    /** Says a refusal in its fields; false where some of it is about none of them, and is still to be said. */
    public boolean isTold(ApiProblem refused) {
        HasValidation one = byCode.get(refused.body().code());
        if (one != null && isSeen(one)) {
            say(one, words().sentence(refused));
            return true;
        }
        List<FieldError> errors = Objects.requireNonNullElse(refused.body().errors(), List.of());
        boolean isTold = !errors.isEmpty();
        for (FieldError error : errors) {
            Optional<HasValidation> field = field(error.pointer());
            field.ifPresent(about -> say(about, words().sentence(refused, error, label(about))));
            isTold &= field.isPresent();
        }
        return isTold;
    }

    /** By the whole pointer, else by what it is a part of. */
    private Optional<HasValidation> field(String pointer) {
        for (String name = pointer; !name.isEmpty(); name = name.substring(0, name.lastIndexOf('/'))) {
            HasValidation field = byName.get(name.substring(1));
            if (field != null && isSeen(field)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static boolean isSeen(HasValidation field) {
        return !(field instanceof Component component) || component.isVisible();
    }

    private static String label(HasValidation field) {
        return field instanceof HasLabel named ? Objects.requireNonNullElse(named.getLabel(), "") : "";
    }

    private void say(HasValidation field, String sentence) {
        field.setErrorMessage(sentence);
        field.setInvalid(true);
        told.add(field);
    }

    /** Before it is tried again: what was refused may be right by now. */
    void forget() {
        told.forEach(field -> field.setInvalid(false));
        told.clear();
    }

    private static ProblemWords words() {
        return new ProblemWords(WORDS, UI.getCurrent().getLocale());
    }
}
