package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.InvoicesApi.NewLine;
import io.duebook.portal.api.PoliciesApi;
import io.duebook.portal.api.RecurringInvoicesApi;
import io.duebook.portal.api.RecurringInvoicesApi.Made;
import io.duebook.portal.api.RecurringInvoicesApi.RecurringInvoice;
import io.duebook.portal.api.RecurringInvoicesApi.Resumption;
import io.duebook.portal.document.AttachedFiles;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.shell.TermsWords;
import io.duebook.portal.staff.RecurrenceDraft.Coming;
import io.duebook.portal.words.Decimals;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One invoice that comes again: when, what it is like, what it brought, what stopped it, and how it goes on. */
@Route("recurring_invoices")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "recurring_invoices:read")
class RecurringInvoiceScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient RecurringInvoicesApi recurring;
    private final transient PoliciesApi policies;
    private final transient Translations translations;
    private final transient AttachedFiles files;
    private final transient CommandKeys<String> keys = new CommandKeys<>();

    RecurringInvoiceScreen(
            Visitor visitor,
            RecurringInvoicesApi recurring,
            PoliciesApi policies,
            Translations translations,
            AttachedFiles files) {
        this.visitor = visitor;
        this.recurring = recurring;
        this.policies = policies;
        this.translations = translations;
        this.files = files;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(recurring.get(id));
    }

    private void show(RecurringInvoice one) {
        head(
                getTranslation("recurring.one", RecurringWords.rhythm(this, one.every(), one.step())),
                one.customer().name(),
                actions(one));
        if (one.trouble() != null) {
            add(stopped(one, one.trouble()));
        }
        add(facts(one));
        if (!one.isEnded()) {
            add(panel(getTranslation("recurring.coming"), coming(one)));
        }
        add(panel(getTranslation("invoice.lines"), lines(one)), panel(getTranslation("recurring.brought"), made(one)));
        files.of(one.id()).ifPresent(this::add);
    }

    private Component[] actions(RecurringInvoice one) {
        var actions = new ArrayList<Component>();
        if (one.isEnded() || !visitor.may("recurring_invoices:write")) {
            return new Component[0];
        }
        actions.add(asking("end", one, key -> recurring.end(one.id(), key)));
        var change = new Anchor("recurring_invoices/change/" + one.id(), getTranslation("recurring.change"));
        change.addClassName("btn-link");
        actions.add(change);
        if (one.state().equals("active")) {
            actions.add(asking("pause", one, key -> recurring.pause(one.id(), key)));
        } else {
            var resume = new Button(getTranslation("recurring.resume"), click -> resuming(one));
            resume.addThemeVariants(ButtonVariant.PRIMARY);
            actions.add(resume);
        }
        return actions.toArray(Component[]::new);
    }

    private Button asking(String what, RecurringInvoice one, Function<String, RecurringInvoice> command) {
        return new Button(getTranslation("recurring." + what), click -> {
            var dialog = new ConfirmDialog(
                    getTranslation("recurring." + what + ".title"),
                    getTranslation("recurring." + what + ".text"),
                    getTranslation("recurring." + what),
                    sure -> done(what, keys.send(what + one.version(), command)));
            dialog.setCancelable(true);
            dialog.setCancelText(getTranslation("action.cancel"));
            dialog.setWidth("28rem");
            dialog.open();
        });
    }

    /** What stopped by itself first tries the day again that it stopped at, unless somebody wants it otherwise. */
    private void resuming(RecurringInvoice one) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("recurring.resume.title"));
        dialog.setWidth("34rem");
        String next = days().text(Objects.requireNonNull(one.nextOn()));
        var missed = new RadioButtonGroup<String>();
        missed.setLabel(getTranslation("recurring.missed"));
        missed.setItems("issue", "skip");
        missed.setItemLabelGenerator(way -> getTranslation("recurring.missed." + way, next));
        missed.setValue(one.trouble() == null ? "skip" : "issue");
        var go = new Button(getTranslation("recurring.resume"));
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.setDisableOnClick(true);
        go.addClickListener(click -> {
            try {
                String way = missed.getValue();
                RecurringInvoice now =
                        keys.send(way + one.version(), key -> recurring.resume(one.id(), key, new Resumption(way)));
                dialog.close();
                done("resume", now);
            } finally {
                go.setEnabled(true);
            }
        });
        dialog.add(new Paragraph(getTranslation("recurring.resume.text", next)), missed);
        dialog.getFooter().add(new Button(getTranslation("action.cancel"), click -> dialog.close()), go);
        dialog.open();
    }

    private void done(String what, RecurringInvoice now) {
        show(now);
        Notice.say(getTranslation("recurring." + what + ".done"));
    }

    private Component stopped(RecurringInvoice one, String code) {
        var what = new Span(getTranslation("recurring.stopped", days().text(one.nextOn())));
        what.addClassName("strong");
        var why = new Paragraph(RecurringWords.trouble(translations, code, getLocale()));
        var box = new Div(what, why, new Paragraph(getTranslation("recurring.stopped.next")));
        box.addClassNames("panel", "trouble");
        box.getElement().setAttribute("role", "status");
        return box;
    }

    private Component facts(RecurringInvoice one) {
        Mark mark = RecurringWords.mark(this, one);
        var amount = new Span(amounts().text(one.amount(), one.currency()));
        amount.addClassName("strong");
        var facts = new Facts()
                .fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()))
                .fact(
                        getTranslation("field.customer"),
                        new Anchor(
                                "customers/" + one.customer().id(),
                                one.customer().name()))
                .fact(getTranslation("recurring.next"), one.nextOn() == null ? "–" : days().text(one.nextOn()))
                .fact(getTranslation("recurring.first"), days().text(one.firstOn()))
                .fact(getTranslation("recurring.ends"), ends(one))
                .fact(
                        getTranslation("recurring.made"),
                        one.times() == null
                                ? amounts().count(one.made())
                                : getTranslation("recurring.made_of", one.made(), one.times()))
                .fact(getTranslation("recurring.amount"), amount)
                .fact(getTranslation("field.terms"), terms(one))
                .fact(
                        getTranslation("recurring.as"),
                        getTranslation(one.invoice().issue() ? "recurring.as.issued" : "recurring.as.draft"))
                .fact(getTranslation("field.reference"), one.invoice().reference())
                .fact(getTranslation("field.purchase_order"), one.invoice().purchaseOrder())
                .fact(getTranslation("field.contract"), one.invoice().contract())
                .fact(getTranslation("field.salesperson"), one.invoice().salesperson());
        return box(facts);
    }

    private String ends(RecurringInvoice one) {
        if (one.until() != null) {
            return getTranslation("recurring.ends.on", days().text(one.until()));
        }
        return one.times() == null
                ? getTranslation("recurring.ends.never")
                : getTranslation("recurring.ends.after", one.times());
    }

    private String terms(RecurringInvoice one) {
        DiscountDraft agreed = agreed(one);
        String words = DueDay.isTerms(agreed.terms())
                ? TermsWords.of(this, agreed.terms())
                : getTranslation("terms." + agreed.terms());
        return agreed.isNone()
                ? words
                : words
                        + getTranslation("list.comma")
                        + getTranslation(
                                "invoice.discount.draft",
                                Decimals.plain(agreed.percent()),
                                Integer.valueOf(agreed.days()));
    }

    private static DiscountDraft agreed(RecurringInvoice one) {
        return DiscountDraft.of(Objects.requireNonNullElse(one.invoice().terms(), TermsFields.AS_AGREED));
    }

    private Component coming(RecurringInvoice one) {
        var schedule = new RecurrenceDraft(one.every(), one.step(), one.firstOn(), one.until(), one.times());
        LocalDate today = visitor.today();
        List<Coming> coming = schedule.from(Objects.requireNonNull(one.nextOn()), one.made(), ComingInvoices.SHOWN);
        return new ComingInvoices(
                schedule,
                coming,
                DueDay.in(agreed(one).terms(), shift()),
                one.invoice().lines().getFirst().description(),
                today);
    }

    private String shift() {
        return visitor.may("policies:read")
                ? Objects.requireNonNull(policies.get().getBody()).weekendShift()
                : DueDay.NO_SHIFT;
    }

    private Component lines(RecurringInvoice one) {
        var table = new Table(
                getTranslation("invoice.lines"),
                Column.words(getTranslation("field.description")).at(Place.TITLE),
                Column.figures(getTranslation("field.quantity")),
                Column.figures(getTranslation("field.unit_amount")).at(Place.FIGURE),
                Column.figures(getTranslation("field.tax_rate")));
        for (NewLine line : one.invoice().lines()) {
            table.row(
                    line.description(),
                    Decimals.plain(line.quantity()),
                    amounts().text(line.unitAmount(), one.currency()),
                    Decimals.plain(line.taxRate()) + "%");
        }
        table.sum(getTranslation("field.total"), "", amounts().text(one.amount(), one.currency()), "");
        return table;
    }

    private Component made(RecurringInvoice one) {
        if (one.latest().isEmpty()) {
            return nothing(getTranslation("recurring.brought.nothing"), getTranslation("recurring.brought.text"));
        }
        var table = new Table(
                getTranslation("recurring.brought"),
                Column.words(getTranslation("field.issue_date")).at(Place.NOTE),
                Column.words(getTranslation("field.number")).at(Place.TITLE));
        for (Made made : one.latest()) {
            table.row(days().text(made.on()), new Anchor("invoices/" + made.id(), number(made.number())));
        }
        if (one.made() <= one.latest().size()) {
            return table;
        }
        var older = new Paragraph(
                getTranslation("recurring.brought.older", one.latest().size(), one.made()));
        older.addClassName("muted");
        return new Div(table, older);
    }

    private String number(@Nullable String number) {
        return Objects.requireNonNullElse(number, getTranslation("invoice.unnumbered"));
    }
}
