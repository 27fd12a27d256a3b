package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.duebook.portal.api.CasesApi.NewCase;
import io.duebook.portal.api.StatementRepliesApi;
import io.duebook.portal.api.StatementRepliesApi.NewReply;
import io.duebook.portal.api.StatementRepliesApi.Objection;
import io.duebook.portal.api.StatementsApi.Frozen;
import io.duebook.portal.api.StatementsApi.Part;
import io.duebook.portal.document.DisputeDialog.Claim;
import io.duebook.portal.shell.CommandButton;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.FieldErrors;
import io.duebook.portal.words.Amounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Answers a statement: line by line what is objected to is noted, and sent with the agreement to the rest. */
class AnswerPanel extends Section {

    private final transient CommandKeys<NewReply> keys = new CommandKeys<>();
    private final transient Frozen frozen;
    private final transient Map<Claim, NewCase> objections = new LinkedHashMap<>();
    private final Paragraph words = new Paragraph();

    /** @param afterwards told once the answer was taken */
    AnswerPanel(StatementRepliesApi replies, Frozen frozen, Runnable afterwards) {
        this.frozen = frozen;
        addClassName("panel");
        setAriaLabel(getTranslation("answer.title"));
        words.getElement().setAttribute("aria-live", "polite");
        var send = new CommandButton(getTranslation("answer.send"), new FieldErrors(), () -> true, () -> {
                    NewReply wanted = wanted();
                    keys.send(wanted, key -> replies.reply(key, wanted));
                    afterwards.run();
                })
                .first();
        var acts = new Div(send);
        acts.addClassName("form-actions");
        add(new H2(getTranslation("answer.title")), new Paragraph(getTranslation("answer.text")), words, acts);
        say();
    }

    private NewReply wanted() {
        return new NewReply(
                frozen.id(),
                objections.values().stream()
                        .map(one -> new Objection(
                                Objects.requireNonNull(one.invoice()), one.reason(), one.amount(), one.message()))
                        .toList());
    }

    /** The button beside a line: it asks what is wrong, and takes that back when it was said before. */
    Component objecting(Claim claim) {
        var button = new Button();
        button.addThemeVariants(ButtonVariant.SMALL);
        name(button, claim);
        button.addClickListener(click -> {
            if (objections.remove(claim) == null) {
                new DisputeDialog(true, claim, (key, objection) -> {
                            objections.put(claim, objection);
                            name(button, claim);
                            say();
                        })
                        .open();
            }
            name(button, claim);
            say();
        });
        return button;
    }

    private void name(Button button, Claim claim) {
        NewCase objection = objections.get(claim);
        String text = objection == null
                ? getTranslation("case.dispute.contact")
                : getTranslation(
                        "answer.take_back", text(Objects.requireNonNull(objection.amount()), claim.currency()));
        button.setText(text);
        button.setAriaLabel(text + ": " + claim.number());
    }

    private void say() {
        String agreed = frozen.currencies().stream()
                .map(part -> text(part.balance() - objectedTo(part), part.currency()))
                .collect(Collectors.joining(getTranslation("list.comma")));
        String objected = objections.entrySet().stream()
                .map(one -> getTranslation(
                        "answer.of",
                        text(
                                Objects.requireNonNull(one.getValue().amount()),
                                one.getKey().currency()),
                        one.getKey().number()))
                .collect(Collectors.joining(getTranslation("list.comma")));
        words.setText(
                objections.isEmpty()
                        ? getTranslation("answer.agree", agreed)
                        : getTranslation("answer.agree_and_object", agreed, objected));
    }

    private long objectedTo(Part part) {
        return objections.entrySet().stream()
                .filter(one -> one.getKey().currency().equals(part.currency()))
                .map(one -> one.getValue().amount())
                .mapToLong(Objects::requireNonNull)
                .sum();
    }

    private String text(long amount, String currency) {
        return Amounts.in(getLocale()).text(amount, currency);
    }
}
