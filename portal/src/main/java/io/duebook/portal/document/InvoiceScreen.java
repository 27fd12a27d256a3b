package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ApprovalsApi;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Movement;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.InvoicesApi.Allocation;
import io.duebook.portal.api.InvoicesApi.Discount;
import io.duebook.portal.api.InvoicesApi.Instalment;
import io.duebook.portal.api.InvoicesApi.Invoice;
import io.duebook.portal.api.InvoicesApi.Line;
import io.duebook.portal.api.InvoicesApi.Passed;
import io.duebook.portal.api.InvoicesApi.Settled;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.document.DisputeDialog.Claim;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.PdfLink;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.shell.TermsWords;
import io.duebook.portal.words.Decimals;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One invoice: what it charges for, its tax, and what settled it. */
@Route("invoices")
@PermitAll
@For(scopes = "invoices:read")
class InvoiceScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient InvoicesApi invoices;
    private final transient PaymentsApi payments;
    private final transient CustomersApi customers;
    private final transient ApprovalsApi approvals;
    private final transient CommandKeys<Invoice> keys = new CommandKeys<>();
    private final transient AttachedFiles files;
    private final transient InBase inBase;
    private final transient Exports exports;
    private final transient Disputing disputing;

    InvoiceScreen(
            Visitor visitor,
            InvoicesApi invoices,
            PaymentsApi payments,
            CustomersApi customers,
            ApprovalsApi approvals,
            AttachedFiles files,
            InBase inBase,
            Exports exports,
            Disputing disputing) {
        this.visitor = visitor;
        this.invoices = invoices;
        this.payments = payments;
        this.customers = customers;
        this.approvals = approvals;
        this.files = files;
        this.inBase = inBase;
        this.exports = exports;
        this.disputing = disputing;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(invoices.get(id));
    }

    private void show(Invoice invoice) {
        head(
                invoice.number() == null
                        ? getTranslation("invoice.draft.title")
                        : getTranslation(
                                "invoice." + (visitor.isContact() ? "contact" : "staff") + ".title", invoice.number()),
                visitor.isContact()
                        ? visitor.tenant().name()
                        : invoice.customer().name(),
                actions(invoice));
        add(facts(invoice));
        if (!visitor.isContact() && !invoice.possibleDuplicates().isEmpty()) {
            add(duplicates(invoice));
        }
        if (invoice.state().matches("open|written_off")) {
            Waiting.notes(this, visitor, approvals, invoice.id()).forEach(this::add);
        }
        if (visitor.isContact()) {
            var ended = new EndedWords.Ended(
                    given(invoice.settled().writtenOff(), invoice.currency()),
                    given(invoice.settled().waived(), invoice.currency()));
            EndedWords.forContact(this, visitor.tenant().name(), ended).forEach(this::add);
        }
        if (!invoice.instalments().isEmpty()) {
            add(panel(getTranslation("instalments.title"), instalments(invoice)));
        }
        add(lines(invoice), settled(invoice));
        if (!invoice.deposits().isEmpty()) {
            add(panel(getTranslation("invoice.deposits"), deposits(invoice)));
        }
        ended(invoice);
        references(invoice);
        files.of(invoice.id()).ifPresent(this::add);
    }

    private Component[] actions(Invoice invoice) {
        List<Component> actions = new ArrayList<>();
        actions.add(PdfLink.of(
                exports,
                visitor,
                getLocale(),
                "/v1/invoices/" + invoice.id(),
                "invoice-" + Objects.requireNonNullElse(invoice.number(), "draft")));
        if (invoice.state().equals("open")) {
            disputing.button(claim(invoice)).ifPresent(actions::add);
        }
        if (visitor.isContact()) {
            if (invoice.state().equals("open") && visitor.may("checkouts:write")) {
                var pay = new Anchor("statement", getTranslation("invoice.pay"));
                pay.addClassNames("btn-link", "first");
                actions.add(pay);
            }
            return actions.toArray(Component[]::new);
        }
        if (visitor.may("invoices:write") && invoice.state().matches("draft|open")) {
            actions.add(voiding(invoice));
        }
        if (visitor.may("invoices:write") && invoice.state().equals("draft")) {
            actions.add(issuing(invoice));
        }
        if (visitor.may("invoices:write") && invoice.state().matches("open|written_off")) {
            var ending = new Anchor(
                    "write_offs/of/" + invoice.id(),
                    getTranslation(invoice.state().equals("open") ? "write_off.new" : "write_off.waive"));
            ending.addClassName("btn-link");
            actions.add(ending);
        }
        if (visitor.may("credit_notes:write") && invoice.state().matches("open|paid")) {
            var credit = new Anchor("credit_notes/on/" + invoice.id(), getTranslation("credit_note.new"));
            credit.addClassName("btn-link");
            actions.add(credit);
        }
        if (visitor.may("transfers:write") && invoice.state().equals("open")) {
            var pass = new Anchor("transfers/new?of=" + invoice.id(), getTranslation("transfer.new.debt"));
            pass.addClassName("btn-link");
            actions.add(pass);
        }
        if (visitor.may("payments:write") && invoice.state().equals("written_off")) {
            var recover = new Anchor("receipts/new?claim=" + invoice.id(), getTranslation("receipt.recovery"));
            recover.addClassNames("btn-link", "first");
            actions.add(recover);
        }
        if (visitor.may("payments:write") && invoice.state().equals("open")) {
            var receive =
                    new Anchor("receipts/new?customer=" + invoice.customer().id(), getTranslation("receipt.new"));
            receive.addClassNames("btn-link", "first");
            actions.add(receive);
        }
        return actions.toArray(Component[]::new);
    }

    private static Claim claim(Invoice invoice) {
        return new Claim(
                invoice.customer().id(),
                invoice.id(),
                Objects.requireNonNullElse(invoice.number(), ""),
                invoice.open() - invoice.disputed(),
                invoice.currency());
    }

    private Button issuing(Invoice invoice) {
        var issue = new Button(getTranslation("invoice.issue"));
        issue.addThemeVariants(com.vaadin.flow.component.button.ButtonVariant.PRIMARY);
        issue.setDisableOnClick(true);
        issue.addClickListener(click -> {
            try {
                show(keys.send(invoice, key -> invoices.issue(invoice.id(), key, invoice.tag())));
            } finally {
                issue.setEnabled(true);
            }
        });
        return issue;
    }

    private Button voiding(Invoice invoice) {
        return new Button(getTranslation("invoice.void"), click -> new ReasonDialog(
                        invoice.number() == null
                                ? getTranslation("invoice.void.draft.title")
                                : getTranslation("invoice.void.title", invoice.number()),
                        getTranslation(invoice.state().equals("draft") ? "invoice.void.draft" : "invoice.void.text"),
                        getTranslation("invoice.void"),
                        (key, reason) -> show(
                                invoices.voidInvoice(invoice.id(), key, invoice.tag(), new InvoicesApi.Reason(reason))))
                .open());
    }

    private Component facts(Invoice invoice) {
        Mark mark =
                InvoiceWords.mark(this, invoice.state(), invoice.flags(), invoice.closedBy(), invoice.daysPastDue());
        var facts = new Facts().fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()));
        if (!visitor.isContact()) {
            facts.fact(
                    getTranslation("field.customer"),
                    new Anchor(
                            "customers/" + invoice.customer().id(),
                            invoice.customer().name()));
        }
        facts.fact(getTranslation("field.issue_date"), days().text(invoice.issueDate()))
                .fact(
                        getTranslation("field.due_date"),
                        invoice.instalments().isEmpty()
                                ? days().text(invoice.dueDate())
                                : getTranslation(
                                        "instalments.count",
                                        invoice.instalments().size()))
                .fact(getTranslation("field.terms"), terms(invoice))
                .fact(getTranslation("invoice.discount"), discount(invoice))
                .fact(getTranslation("field.reference"), invoice.reference())
                .fact(getTranslation("field.total"), amounts().text(invoice.total(), invoice.currency()))
                .fact(getTranslation("field.open"), strong(amounts().text(invoice.open(), invoice.currency())));
        if (invoice.disputed() > 0) {
            facts.fact(getTranslation("case.disputed"), amounts().text(invoice.disputed(), invoice.currency()));
            disputing
                    .links(invoice.customer().id(), invoice.id())
                    .ifPresent(links -> facts.fact(getTranslation("case.cases"), links));
        }
        inBase.add(facts, invoice.id(), invoice.currency());
        return box(facts);
    }

    /** What of it need not be paid, until when; once that is over, what was taken. */
    private String discount(Invoice invoice) {
        Discount discount = invoice.discount();
        if (discount == null) {
            return "";
        }
        String percent = Decimals.plain(discount.percent());
        if (discount.taken() > 0) {
            return getTranslation(
                    "invoice.discount.taken", percent, amounts().text(discount.taken(), invoice.currency()));
        }
        return discount.until() == null
                ? getTranslation("invoice.discount.draft", percent, discount.days())
                : getTranslation(
                        "invoice.discount.until",
                        percent,
                        amounts().text(discount.amount(), invoice.currency()),
                        days().text(discount.until()));
    }

    /** Each is overdue by itself; money fills the earlier ones first. */
    private Component instalments(Invoice invoice) {
        LocalDate today = visitor.today();
        var table = new Table(
                getTranslation("instalments.title"),
                Column.words(getTranslation("field.due_date")).at(Place.TITLE),
                Column.words(getTranslation("field.state")).at(Place.NOTE),
                Column.figures(getTranslation("field.amount")),
                Column.figures(getTranslation("field.open")).at(Place.FIGURE));
        for (Instalment part : invoice.instalments()) {
            var due = new Div(new Span(days().text(part.dueOn())));
            due.addClassName("marks");
            if (part.retention()) {
                due.add(new Pill(getTranslation("instalments.retention"), "neutral"));
            }
            table.row(
                    due,
                    state(invoice, part, today),
                    amounts().text(part.amount(), invoice.currency()),
                    amounts().text(part.open(), invoice.currency()));
        }
        table.sum(
                getTranslation("field.total"),
                "",
                amounts().text(invoice.total(), invoice.currency()),
                amounts().text(invoice.open(), invoice.currency()));
        return table;
    }

    private Component state(Invoice invoice, Instalment part, LocalDate today) {
        if (!invoice.state().matches("open|paid")) {
            return new Span("–");
        }
        return part.open() == 0
                ? new Pill(getTranslation("instalments.settled"), "ok")
                : Pill.due(ChronoUnit.DAYS.between(part.dueOn(), today));
    }

    private Component duplicates(Invoice invoice) {
        var note = new Paragraph(new Text(getTranslation("invoice.duplicates") + " "));
        invoice.possibleDuplicates().forEach(other -> {
            var link = new Anchor(
                    "invoices/" + other.id(),
                    Objects.requireNonNullElse(other.number(), getTranslation("invoice.unnumbered")));
            note.add(link, new Text(" "));
        });
        note.addClassNames("note", "warn");
        return note;
    }

    /** What it is known by in the business. Who sold it is the tenant's own affair. */
    private void references(Invoice invoice) {
        boolean mayChange = !visitor.isContact() && visitor.may("invoices:write");
        boolean isAny =
                Stream.of(invoice.purchaseOrder(), invoice.deliveryNote(), invoice.contract(), salesperson(invoice))
                                .anyMatch(Objects::nonNull)
                        || !invoice.taxDocuments().isEmpty();
        if (!mayChange && !isAny) {
            return;
        }
        var head = new Div(new H2(getTranslation("references.title")));
        head.addClassName("panel-head");
        if (mayChange) {
            head.add(new Button(getTranslation("references.change"), click -> new ReferencesDialog(
                            invoices, invoice, visitor.tenant().country(), this::show)
                    .open()));
        }
        var panel = new Section(head);
        panel.addClassName("panel");
        panel.setAriaLabel(getTranslation("references.title"));
        if (isAny) {
            panel.add(new Facts()
                    .fact(getTranslation("field.purchase_order"), invoice.purchaseOrder())
                    .fact(getTranslation("field.delivery_note"), invoice.deliveryNote())
                    .fact(getTranslation("field.contract"), invoice.contract())
                    .fact(getTranslation("field.salesperson"), salesperson(invoice)));
        } else {
            panel.add(new Paragraph(getTranslation("references.nothing")));
        }
        if (!invoice.taxDocuments().isEmpty()) {
            panel.add(taxDocuments(invoice));
        }
        add(panel);
    }

    /** What was paid for it before it was issued. */
    private Component deposits(Invoice invoice) {
        var links = new Div();
        links.addClassName("group-members");
        invoice.deposits()
                .forEach(deposit -> links.add(
                        visitor.may("deposits:read")
                                ? new Anchor(Documents.address(deposit.id()), deposit.number())
                                : new Span(deposit.number())));
        return links;
    }

    private @Nullable String salesperson(Invoice invoice) {
        return visitor.isContact() ? null : invoice.salesperson();
    }

    private Component taxDocuments(Invoice invoice) {
        var table = new Table(
                getTranslation("tax_document.title"),
                Column.words(getTranslation("tax_document.number")).at(Place.TITLE),
                Column.words(getTranslation("field.kind")).at(Place.NOTE),
                Column.words(getTranslation("tax_document.issued_on")).at(Place.END),
                Column.words(getTranslation("tax_state")).at(Place.FIGURE));
        invoice.taxDocuments()
                .forEach(document -> table.row(
                        Objects.requireNonNullElse(document.number(), "–"),
                        getTranslation("tax_document.kind." + document.kind()),
                        days().text(document.issuedOn()),
                        new Pill(
                                getTranslation("tax_state." + document.state()),
                                switch (document.state()) {
                                    case "issued" -> "ok";
                                    case "reversed" -> "neutral";
                                    default -> "warn";
                                })));
        return table;
    }

    private static Span strong(String text) {
        var span = new Span(text);
        span.addClassName("strong");
        return span;
    }

    private String terms(Invoice invoice) {
        return invoice.terms() == null ? "" : TermsWords.of(this, invoice.terms());
    }

    private Component lines(Invoice invoice) {
        var table = new LinesTable(invoice.currency());
        for (Line line : invoice.lines()) {
            table.line(line.description(), line.quantity(), line.unitAmount(), line.taxRate(), line.net());
        }
        table.net(invoice.net());
        invoice.taxes().forEach(tax -> table.tax(tax.rate(), tax.net(), tax.tax()));
        table.total("field.total", invoice.total());
        return panel(getTranslation("invoice.lines"), table);
    }

    private Component settled(Invoice invoice) {
        String audience = visitor.isContact() ? "contact" : "staff";
        Facts otherwise = otherwise(invoice, audience);
        boolean isOtherwise = otherwise.getChildren().findAny().isPresent();
        if (invoice.allocations().isEmpty()) {
            if (isOtherwise) {
                return panel(getTranslation("invoice." + audience + ".settled"), otherwise);
            }
            return panel(
                    getTranslation("invoice." + audience + ".settled"),
                    nothing(
                            getTranslation("invoice." + audience + ".unsettled.title"),
                            getTranslation("invoice." + audience + ".unsettled.text")));
        }
        var undoing = new Undoing(this, visitor, payments);
        var table = new Table(
                getTranslation("invoice." + audience + ".settled"),
                Column.words(getTranslation("field.allocated_on")).at(Place.NOTE),
                Column.words(getTranslation("field.settled_by")).at(Place.TITLE),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE),
                Column.words(getTranslation("field.state")).at(Place.END));
        for (Allocation allocation : invoice.allocations()) {
            table.row(
                    days().text(allocation.allocatedOn()),
                    source(allocation, audience),
                    paid(allocation, invoice),
                    undoing.state(allocation.id(), allocation.reversed(), () -> again(invoice)));
        }
        Section panel = panel(getTranslation("invoice." + audience + ".settled"), table);
        if (isOtherwise) {
            panel.add(otherwise);
        }
        return panel;
    }

    /** What of it ended without money or credit. */
    private Facts otherwise(Invoice invoice, String audience) {
        Settled settled = invoice.settled();
        var facts = new Facts();
        if (settled.deducted() > 0) {
            String amount = amounts().text(settled.deducted(), invoice.currency());
            facts.fact(
                    getTranslation("settled." + audience + ".deducted"),
                    !visitor.isContact() && visitor.may("deductions:read")
                            ? new Anchor(
                                    "deductions?customer=" + invoice.customer().id(), amount)
                            : new Span(amount));
        }
        if (settled.netted() > 0) {
            String amount = amounts().text(settled.netted(), invoice.currency());
            facts.fact(
                    getTranslation("settled." + audience + ".netted"),
                    !visitor.isContact() && visitor.may("nettings:read")
                            ? new Anchor(
                                    "nettings?customer=" + invoice.customer().id(), amount)
                            : new Span(amount));
        }
        if (settled.transferred() > 0) {
            facts.fact(getTranslation("settled." + audience + ".transferred"), passed(invoice));
        }
        return facts.fact(getTranslation("settled.rounded"), given(settled.rounded(), invoice.currency()));
    }

    /** Who took how much over, as far as it stands; a contact reads how much. */
    private Component passed(Invoice invoice) {
        if (visitor.isContact() || !visitor.may("transfers:read")) {
            return new Span(amounts().text(invoice.settled().transferred(), invoice.currency()));
        }
        var all = new Div();
        for (Passed passed : invoice.transfers()) {
            if (passed.reversedOn() == null) {
                all.add(new Div(
                        new Anchor("transfers/" + passed.id(), amounts().text(passed.amount(), invoice.currency())),
                        new Span(" · " + passed.to().name())));
            }
        }
        return all;
    }

    private Component paid(Allocation allocation, Invoice invoice) {
        var amount = new Div(amounts().text(allocation.amount(), invoice.currency()));
        if (allocation.discount() > 0) {
            var discount = new Div(
                    getTranslation("invoice.discount.with", amounts().text(allocation.discount(), invoice.currency())));
            discount.addClassName("muted");
            amount.add(discount);
        }
        return amount;
    }

    /** What of it ended unpaid; contacts read sentences instead. */
    private void ended(Invoice invoice) {
        Settled settled = invoice.settled();
        if (visitor.isContact() || settled.writtenOff() + settled.waived() + settled.recovered() == 0) {
            return;
        }
        add(panel(getTranslation("ended.title"), ends(invoice), movements(invoice)));
    }

    private @Nullable String given(long amount, String currency) {
        return amount == 0 ? null : amounts().text(amount, currency);
    }

    private Facts ends(Invoice invoice) {
        Settled settled = invoice.settled();
        return new Facts()
                .fact(getTranslation("ended.written_off"), amounts().text(settled.writtenOff(), invoice.currency()))
                .fact(getTranslation("ended.recovered"), amounts().text(settled.recovered(), invoice.currency()))
                .fact(getTranslation("ended.waived"), amounts().text(settled.waived(), invoice.currency()));
    }

    /** As they moved the customer's balance. Giving up what is off the books already moves none. */
    private Component movements(Invoice invoice) {
        LocalDate today = visitor.today();
        LocalDate issued = Objects.requireNonNull(invoice.issueDate());
        if (issued.isAfter(today)) {
            return new Div();
        }
        List<Movement> moved = customers.activity(invoice.customer().id(), issued, today).currencies().stream()
                .filter(in -> in.currency().equals(invoice.currency()))
                .flatMap(in -> in.lines().stream())
                .filter(line -> line.id().equals(invoice.id()) && line.kind().matches("write_off|recovery|waiver"))
                .toList();
        if (moved.isEmpty()) {
            return new Div();
        }
        var table = new Table(
                getTranslation("ended.title"),
                Column.words(getTranslation("ledger.on")).at(Place.NOTE),
                Column.words(getTranslation("ledger.kind")).at(Place.TITLE),
                Column.figures(getTranslation("ended.balance")).at(Place.FIGURE));
        moved.forEach(line -> table.row(
                days().text(line.on()),
                getTranslation("movement.staff." + line.kind()),
                amounts().text(line.amount(), invoice.currency())));
        return table;
    }

    private Component source(Allocation allocation, String audience) {
        String passed = allocation.transfer();
        if (passed != null) {
            String words = getTranslation("movement." + audience + ".paid_by");
            return visitor.isContact() || !visitor.may("transfers:read")
                    ? new Span(words)
                    : new Anchor(Documents.address(passed), words);
        }
        String interest = allocation.charge();
        if (interest != null) {
            return new Anchor(
                    Documents.address(interest),
                    getTranslation("charge.title.interest_credit", String.valueOf(allocation.number())));
        }
        return allocation.creditNote() == null
                ? new Anchor("payments/" + allocation.payment(), getTranslation("payment." + audience + ".link"))
                : new Anchor(
                        "credit_notes/" + allocation.creditNote(),
                        getTranslation("credit_note." + audience + ".title", String.valueOf(allocation.number())));
    }

    private void again(Invoice invoice) {
        show(invoices.get(invoice.id()));
        showTop();
    }
}
