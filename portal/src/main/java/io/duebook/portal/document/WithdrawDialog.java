package io.duebook.portal.document;

import com.vaadin.flow.component.textfield.TextArea;
import io.duebook.portal.api.CasesApi;
import io.duebook.portal.api.CasesApi.Case;
import io.duebook.portal.api.CasesApi.Withdrawal;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Fields;
import java.util.function.Consumer;

/** The customer objects or asks no longer; a last word may be said. */
class WithdrawDialog extends CommandDialog<Withdrawal> {

    private final transient CasesApi cases;
    private final transient Consumer<Case> afterwards;
    private final String id;
    private final TextArea words = CaseFields.words("case.last_word");

    WithdrawDialog(CasesApi cases, String audience, Case about, Consumer<Case> afterwards) {
        this.cases = cases;
        this.id = about.id();
        this.afterwards = afterwards;
        words.setRequiredIndicatorVisible(false);
        errors.of("message", words);
        ask(
                getTranslation("case.withdraw.title", about.number()),
                getTranslation("case.withdraw." + audience + ".text"),
                getTranslation("case.withdraw." + audience),
                words);
    }

    @Override
    protected boolean isComplete() {
        return true;
    }

    @Override
    protected Withdrawal wanted() {
        return new Withdrawal(Fields.given(words));
    }

    @Override
    protected void send(String key, Withdrawal wanted) {
        afterwards.accept(cases.withdraw(id, key, wanted));
    }
}
