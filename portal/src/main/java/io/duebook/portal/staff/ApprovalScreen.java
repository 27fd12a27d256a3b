package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ApprovalsApi;
import io.duebook.portal.api.ApprovalsApi.Approval;
import io.duebook.portal.api.InvoicesApi.Reason;
import io.duebook.portal.api.Money;
import io.duebook.portal.document.DeductionWords;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.staff.Subjects.Subject;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;

/** One thing that somebody asked for: what, why, and the word of a second person about it. */
@Route("approvals")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "approvals:read")
class ApprovalScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient ApprovalsApi approvals;
    private final transient Subjects subjects;
    private final transient Translations translations;
    private final transient CommandKeys<String> keys = new CommandKeys<>();

    ApprovalScreen(Visitor visitor, ApprovalsApi approvals, Subjects subjects, Translations translations) {
        this.visitor = visitor;
        this.approvals = approvals;
        this.subjects = subjects;
        this.translations = translations;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        Approval approval = approvals.get(id);
        Subject subject = subjects.of(approval);
        String kind = ApprovalWords.kind(translations, approval.kind(), getLocale());
        head(subject.number().isEmpty() ? kind : kind + " " + subject.number(), subject.customer(), actions(approval));
        add(facts(approval, subject));
    }

    private Component[] actions(Approval approval) {
        if (!approval.isPending() || !visitor.may("approvals:write")) {
            return new Component[0];
        }
        return visitor.is(approval.askedBy())
                ? new Component[] {ending(approval, "withdraw")}
                : new Component[] {ending(approval, "decline"), approving(approval)};
    }

    /** Whoever asked may end it, too: for them it is taken back. */
    private Button ending(Approval approval, String how) {
        return new Button(getTranslation("approval." + how), click -> new ReasonDialog(
                        getTranslation("approval." + how + ".title"),
                        getTranslation(key("approval." + how + ".text", approval)),
                        getTranslation("approval." + how),
                        (key, reason) -> {
                            approvals.reject(approval.id(), key, new Reason(reason));
                            UI.getCurrent().navigate("approvals");
                        })
                .open());
    }

    private Button approving(Approval approval) {
        var approve = new Button(getTranslation("approval.approve"));
        approve.addThemeVariants(ButtonVariant.PRIMARY);
        approve.setDisableOnClick(true);
        approve.addClickListener(click -> {
            try {
                keys.tell(approval.id(), key -> approvals.approve(approval.id(), key));
                Notice.say(getTranslation(key("approval.booked", approval)));
                UI.getCurrent().navigate(Documents.address(approval.document()));
            } finally {
                approve.setEnabled(true);
            }
        });
        return approve;
    }

    private Component facts(Approval approval, Subject subject) {
        Mark mark = ApprovalWords.mark(this, approval);
        String zone = visitor.tenant().timeZone();
        Money amount = approval.amount();
        var facts = new Facts()
                .fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()))
                .fact(
                        getTranslation("approval.document"),
                        new Anchor(
                                Documents.address(approval.document()),
                                subject.number().isEmpty()
                                        ? getTranslation("approval.document.see")
                                        : subject.number()))
                .fact(
                        getTranslation("field.amount"),
                        amount == null ? null : amounts().text(amount))
                .fact(
                        getTranslation("write_off.on"),
                        approval.on()
                                .map(days()::text)
                                .orElse(approval.isPending() ? getTranslation("approval.on.its_day") : null))
                .fact(getTranslation("approval.asked_by"), ApprovalWords.who(this, visitor, approval.askedBy()))
                .fact(getTranslation("approval.asked_at"), days().text(approval.askedAt(), zone))
                .fact(getTranslation("field.reason"), ApprovalWords.reason(translations, approval, getLocale()));
        approval.payment()
                .ifPresent(payment -> facts.fact(
                        getTranslation("approval.payment"),
                        new Anchor("payments/" + payment, getTranslation("approval.payment.see"))));
        if (amount != null) {
            approval.deductions()
                    .forEach(part -> facts.fact(
                            DeductionWords.of(translations, part.reason(), getLocale()),
                            amounts().text(new Money(part.amount(), amount.currency()))));
        }
        if (approval.decidedBy() != null && approval.decidedAt() != null) {
            facts.fact(getTranslation("approval.decided_by"), ApprovalWords.who(this, visitor, approval.decidedBy()))
                    .fact(getTranslation("approval.decided_at"), days().text(approval.decidedAt(), zone))
                    .fact(getTranslation("approval.decision"), approval.decision());
        }
        var words = new Paragraph(getTranslation(key("approval.says." + says(approval), approval)));
        words.addClassName("note");
        return box(words, facts);
    }

    private String key(String key, Approval approval) {
        return ApprovalWords.key(translations, key, approval, getLocale());
    }

    private String says(Approval approval) {
        if (!approval.isPending()) {
            return approval.state();
        }
        if (visitor.is(approval.askedBy())) {
            return "own";
        }
        return visitor.may("approvals:write") ? "others" : "pending";
    }
}
