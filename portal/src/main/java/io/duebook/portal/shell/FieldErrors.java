package io.duebook.portal.shell;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.UI;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.words.ProblemWords;
import io.duebook.portal.words.Translations;
import java.util.HashMap;
import java.util.Map;

/** Says what is wrong in the field it is about, also where the API found it. */
public final class FieldErrors {

    private final Translations translations;
    private final Map<String, HasValidation> fields = new HashMap<>();

    public FieldErrors(Translations translations) {
        this.translations = translations;
    }

    /** Marks a field, and tells whether it is right. */
    public static boolean mark(HasValidation field, boolean isRight, String otherwise) {
        field.setErrorMessage(otherwise);
        field.setInvalid(!isRight);
        return isRight;
    }

    /** @param codes of the problems that are about this field */
    public FieldErrors about(HasValidation field, String... codes) {
        for (String code : codes) {
            fields.put(code, field);
        }
        return this;
    }

    /** Says a refusal in its field; false where it is about none of them, and is still to be said. */
    public boolean isTold(ApiProblem refused) {
        HasValidation field = fields.get(refused.body().code());
        if (field == null) {
            return false;
        }
        field.setErrorMessage(new ProblemWords(translations, UI.getCurrent().getLocale()).sentence(refused));
        field.setInvalid(true);
        return true;
    }
}
