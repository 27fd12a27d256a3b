package io.duebook.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ApiProblem.Body;
import io.duebook.portal.api.ApiProblem.FieldError;
import io.duebook.portal.words.Translations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FieldErrorsTest extends BrowserlessTest {

    private final TextField number = new TextField("Number");
    private final TextField drawer = new TextField("Drawer");
    private final FieldErrors errors =
            new FieldErrors().of("number", number).about(number, "number_taken").of("bill/drawer", drawer);

    private @Nullable ApiProblem refusal;

    @Override
    protected Set<Class<?>> lookupServices() {
        return Set.of(Translations.class);
    }

    @BeforeEach
    void speakEnglish() {
        UI.getCurrent().setLocale(Locale.ENGLISH);
    }

    @Test
    void saysEachRefusalInItsField() {
        assertThat(errors.isTold(
                        problem("invalid_request", error("/number", "length"), error("/bill/drawer/name", "required"))))
                .isTrue();
        assertThat(number.getErrorMessage()).isEqualTo("Number is too long.");
        assertThat(drawer.isInvalid()).isTrue();
    }

    @Test
    void saysTheProblemItselfWhereAFieldIsRefusedForNothingElse() {
        assertThat(errors.isTold(problem("same_customer", error("/number", "same_customer"))))
                .isTrue();
        assertThat(number.getErrorMessage()).isEqualTo(words().word("problem.same_customer", Locale.ENGLISH));
        assertThat(errors.isTold(problem("number_taken"))).isTrue();
        assertThat(number.getErrorMessage()).isEqualTo("There is a document with this number already.");
    }

    @Test
    void leavesToBeSaidWhatIsAboutNoFieldThatIsSeen() {
        assertThat(errors.isTold(problem("credit_hold"))).isFalse();
        assertThat(errors.isTold(problem("invalid_request", error("/number", "length"), error("/terms", "required"))))
                .isFalse();
        assertThat(number.isInvalid()).isTrue();
        drawer.setVisible(false);
        assertThat(errors.isTold(problem("invalid_request", error("/bill/drawer", "length"))))
                .isFalse();
    }

    @Test
    void forgetsWhatWasRefusedWhenItIsTriedAgain() {
        var button = new CommandButton("Save", errors, () -> true, () -> {
            if (refusal != null) {
                throw refusal;
            }
        });
        UI.getCurrent().add(button, number);
        refusal = problem("number_taken");
        button.click();
        assertThat(number.isInvalid()).isTrue();

        refusal = problem("credit_hold");
        assertThatThrownBy(button::click).isSameAs(refusal);
        assertThat(number.isInvalid()).isFalse();
        assertThat(button.isEnabled()).isTrue();
    }

    private static Translations words() {
        return new Translations();
    }

    private static FieldError error(String pointer, String code) {
        return new FieldError(pointer, code, "In English.");
    }

    private static ApiProblem problem(String code, FieldError... errors) {
        return new ApiProblem(new Body(422, code, Map.of(), null, List.of(errors), null));
    }
}
