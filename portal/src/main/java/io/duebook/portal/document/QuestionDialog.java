package io.duebook.portal.document;

import com.vaadin.flow.component.textfield.TextArea;
import io.duebook.portal.api.CasesApi;
import io.duebook.portal.api.CasesApi.Case;
import io.duebook.portal.api.CasesApi.NewCase;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Fields;
import java.util.function.Consumer;

/** Asks the finance team something that is about no single claim. */
class QuestionDialog extends CommandDialog<NewCase> {

    private final transient CasesApi cases;
    private final transient Consumer<Case> afterwards;
    private final String customer;
    private final TextArea words = CaseFields.words("case.question");

    QuestionDialog(CasesApi cases, String customer, Consumer<Case> afterwards) {
        this.cases = cases;
        this.customer = customer;
        this.afterwards = afterwards;
        errors.of("message", words);
        ask(getTranslation("case.ask"), getTranslation("case.ask.text"), getTranslation("case.send"), words);
    }

    @Override
    protected boolean isComplete() {
        return Fields.mark(words, !words.getValue().isBlank(), "form.required");
    }

    @Override
    protected NewCase wanted() {
        return new NewCase(customer, null, "other", null, words.getValue().strip());
    }

    @Override
    protected void send(String key, NewCase wanted) {
        afterwards.accept(cases.open(key, wanted));
    }
}
