package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CasesApi;
import io.duebook.portal.api.CasesApi.Case;
import io.duebook.portal.api.CasesApi.Message;
import io.duebook.portal.api.CreditNotesApi;
import io.duebook.portal.api.PeopleApi;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A dispute or a question: what it is about, what was said, and how it ended. */
@Route("cases")
@PermitAll
@For(scopes = "cases:read")
class CaseScreen extends Screen implements HasUrlParameter<String> {

    private static final int MOST_MEMBERS = 200;

    private final Visitor visitor;
    private final transient CasesApi cases;
    private final transient CreditNotesApi creditNotes;
    private final transient PeopleApi people;
    private final transient AttachedFiles files;

    CaseScreen(Visitor visitor, CasesApi cases, CreditNotesApi creditNotes, PeopleApi people, AttachedFiles files) {
        this.visitor = visitor;
        this.cases = cases;
        this.creditNotes = creditNotes;
        this.people = people;
        this.files = files;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(cases.get(id));
    }

    private void show(Case one) {
        head(
                getTranslation("case.title", one.number()),
                getTranslation(
                        "case.below",
                        visitor.isContact()
                                ? visitor.tenant().name()
                                : one.customer().name(),
                        getTranslation("case.kind." + one.kind())),
                actions(one));
        add(facts(one), panel(getTranslation("case.thread"), thread(one)));
        if (!one.isOver() && visitor.may("cases:write")) {
            add(new ReplyPanel(cases, audience(), one.id(), said -> {
                Notice.say(getTranslation("case.said"));
                show(said);
            }));
        }
        files.of(one.id()).ifPresent(this::add);
    }

    private Component[] actions(Case one) {
        if (one.isOver() || !visitor.may("cases:write")) {
            return new Component[0];
        }
        List<Component> actions = new ArrayList<>();
        actions.add(new Button(
                getTranslation("case.withdraw." + audience()),
                click -> new WithdrawDialog(cases, audience(), one, this::show).open()));
        if (!visitor.isContact()) {
            if (visitor.may("members:read")) {
                actions.add(new Button(getTranslation("case.assign"), click -> new AssignDialog(
                                cases, people.members(null, MOST_MEMBERS).data(), one, this::show)
                        .open()));
            }
            if (one.kind().equals("dispute") && visitor.may("credit_notes:write") && isInvoice(one)) {
                actions.add(action("credit_notes/on/" + one.invoice(), "credit_note.new"));
            }
            var resolve = new Button(
                    getTranslation("case.resolve"),
                    click -> new ResolveDialog(cases, creditNotes, one, this::show).open());
            resolve.addThemeVariants(ButtonVariant.PRIMARY);
            actions.add(resolve);
        }
        return actions.toArray(Component[]::new);
    }

    private static boolean isInvoice(Case one) {
        return one.invoice() != null && one.invoice().startsWith("inv_");
    }

    private Component facts(Case one) {
        Mark mark = CaseWords.mark(this, audience(), one.status(), one.outcome(), one.overdue());
        var facts = new Facts().fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()));
        if (!visitor.isContact()) {
            facts.fact(
                    getTranslation("field.customer"),
                    new Anchor(
                            "customers/" + one.customer().id(), one.customer().name()));
        }
        if (one.invoice() != null) {
            facts.fact(
                    getTranslation("case.claim"),
                    Documents.link(visitor, one.invoice(), Objects.requireNonNullElse(one.invoiceNumber(), "–")));
            facts.fact(getTranslation("case.reason"), CaseWords.reason(this, one.reason()));
        }
        facts.fact(getTranslation("case.amount"), text(one.amount(), one.currency()))
                .fact(getTranslation("case.disputed"), one.isOver() ? null : text(one.disputed(), one.currency()));
        if (one.creditNote() != null) {
            facts.fact(
                    getTranslation("case.credit_note"),
                    Documents.link(visitor, one.creditNote(), Objects.requireNonNullElse(one.creditNoteNumber(), "–")));
        }
        if (!visitor.isContact()) {
            facts.fact(getTranslation("case.owner"), Objects.requireNonNullElse(one.ownerName(), "–"))
                    .fact(getTranslation("case.due_on"), days().text(one.dueOn()));
        }
        facts.fact(getTranslation("case.opened_at"), opened(one));
        return box(facts);
    }

    private String opened(Case one) {
        String when = days().text(one.openedAt(), visitor.tenant().timeZone());
        return visitor.isContact() || one.openedByContact() ? when : getTranslation("case.opened_for", when);
    }

    private @Nullable String text(@Nullable Long amount, @Nullable String currency) {
        return amount == null || currency == null ? null : amounts().text(amount, currency);
    }

    private Component thread(Case one) {
        var thread = new OrderedList();
        thread.addClassName("thread");
        one.messages().forEach(message -> thread.add(said(message)));
        return thread;
    }

    private ListItem said(Message message) {
        var who = new Span(author(message));
        who.addClassName("strong");
        var when = new Span(days().text(message.createdAt(), visitor.tenant().timeZone()));
        when.addClassName("muted");
        var head = new Div(who, when);
        head.addClassName("said-head");
        if (message.internal()) {
            head.add(new Pill(getTranslation("case.internal"), "warn"));
        }
        var words = new Paragraph(message.message());
        words.addClassName("said-words");
        var item = new ListItem(head, words);
        item.addClassName("said");
        item.setClassName("of-reader", message.byContact() == visitor.isContact());
        item.setClassName("internal", message.internal());
        return item;
    }

    private String author(Message message) {
        String author = message.author();
        if (author != null && visitor.is(author)) {
            return getTranslation("case.author.you");
        }
        if (visitor.isContact()) {
            return message.byContact()
                    ? visitor.customer().name()
                    : visitor.tenant().name();
        }
        return getTranslation(message.byContact() ? "case.author.customer" : "case.author.colleague");
    }

    private String audience() {
        return visitor.isContact() ? "contact" : "staff";
    }
}
