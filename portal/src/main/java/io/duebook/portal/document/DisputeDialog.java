package io.duebook.portal.document;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.CasesApi.NewCase;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.words.Amounts;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Objects to a claim or a part of it: by a contact, or by staff on their behalf. */
class DisputeDialog extends CommandDialog<NewCase> {

    private final transient BiConsumer<String, NewCase> doing;
    private final transient Claim claim;
    private final Select<String> reason = new Select<>();
    private final TextField amount = Fields.figure(getTranslation("case.amount"));
    private final TextArea words = CaseFields.words("case.why");

    /**
     * What is objected to.
     *
     * @param free what of it is open and not in dispute, in minor units
     */
    record Claim(String customer, String id, String number, long free, String currency) {}

    /** @param doing gets the idempotency key of the intent, and the objection */
    DisputeDialog(boolean isContact, Claim claim, BiConsumer<String, NewCase> doing) {
        this.claim = claim;
        this.doing = doing;
        reason.setLabel(getTranslation("case.reason"));
        reason.setItems(CaseWords.REASONS);
        reason.setItemLabelGenerator(one -> CaseWords.reason(this, one));
        amount.setValue(Amounts.plain(claim.free(), claim.currency()));
        amount.setRequiredIndicatorVisible(true);
        amount.setHelperText(
                getTranslation("case.amount.help", Amounts.in(getLocale()).text(claim.free(), claim.currency())));
        errors.of("reason", reason)
                .of("amount", amount)
                .of("message", words)
                .about(amount, "dispute_exceeds_open", "nothing_to_dispute");
        String audience = isContact ? "contact" : "staff";
        ask(
                getTranslation("case.dispute." + audience + ".title", claim.number()),
                getTranslation("case.dispute." + audience + ".text"),
                getTranslation("case.dispute." + audience),
                reason,
                amount,
                words);
    }

    private Optional<Long> typed() {
        return Fields.minor(amount, claim.currency());
    }

    @Override
    protected boolean isComplete() {
        return Fields.require(reason)
                & Fields.mark(amount, typed().isPresent(), "form.not_an_amount")
                & Fields.mark(words, !words.getValue().isBlank(), "form.required");
    }

    @Override
    protected NewCase wanted() {
        return new NewCase(
                claim.customer(),
                claim.id(),
                reason.getValue(),
                typed().orElseThrow(),
                words.getValue().strip());
    }

    @Override
    protected void send(String key, NewCase wanted) {
        doing.accept(key, wanted);
    }
}
