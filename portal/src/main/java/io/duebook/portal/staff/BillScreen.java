package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.BillsApi.Return;
import io.duebook.portal.api.BillsApi.Step;
import io.duebook.portal.api.BillsApi.Undoing;
import io.duebook.portal.document.AttachedFiles;
import io.duebook.portal.document.BillWords;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.staff.BillDoings.Doing;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One bill or cheque: what it promises, where it is, what was done with it, and what can be done next. */
@Route("bills")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "bills:read")
class BillScreen extends Screen implements HasUrlParameter<String> {

    private static final int MOST_NAMED = 5;

    private final Visitor visitor;
    private final transient BillsApi bills;
    private final transient Translations translations;
    private final transient AttachedFiles files;

    BillScreen(Visitor visitor, BillsApi bills, Translations translations, AttachedFiles files) {
        this.visitor = visitor;
        this.bills = bills;
        this.translations = translations;
        this.files = files;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(bills.get(id));
    }

    private void show(Bill bill) {
        head(
                BillWords.kind(translations, bill.kind(), getLocale()) + " " + bill.number(),
                bill.customer().name(),
                actions(bill));
        add(facts(bill));
        if (!bill.sameNumber().isEmpty()) {
            add(sameNumber(bill));
        }
        add(panel(getTranslation("bill.history"), history(bill)));
        files.of(bill.id()).ifPresent(this::add);
    }

    private Component[] actions(Bill bill) {
        Set<Doing> doings = BillDoings.with(bill);
        var actions = new ArrayList<Component>();
        if (visitor.may("payments:write")) {
            if (doings.contains(Doing.REINSTATE)) {
                actions.add(link("reinstatements/of/" + bill.payment(), "bill.reinstate"));
            }
            if (doings.contains(Doing.REPLACE)) {
                var replace = link("receipts/new?replaces=" + bill.id(), "bill.replace");
                replace.addClassName("first");
                actions.add(replace);
            }
        }
        if (visitor.may("bills:write")) {
            BillDoings.byLikelihood(bill).forEach(doing -> actions.add(button(bill, doing)));
        }
        return actions.toArray(Component[]::new);
    }

    private Anchor link(String address, String key) {
        var link = new Anchor(address, getTranslation(key));
        link.addClassName("btn-link");
        return link;
    }

    private Button button(Bill bill, Doing doing) {
        return switch (doing) {
            case DEPOSIT ->
                first(new Button(getTranslation("bill.deposit"), click -> new DepositingDialog(
                                bills, List.of(bill), visitor.today(), () -> again(bill))
                        .open()));
            case COLLECT -> {
                var collect = new Button(
                        getTranslation("bill.collect"),
                        click -> new CollectingDialog(bills, List.of(bill), visitor.today(), () -> again(bill)).open());
                // Where it is held, it goes to the bank next; from there, it is paid.
                yield bill.state().equals("held") ? collect : first(collect);
            }
            case DISCOUNT ->
                new Button(
                        getTranslation("bill.discount"),
                        click -> new DiscountingDialog(bills, bill, visitor.today(), this::show).open());
            case ENDORSE ->
                new Button(
                        getTranslation("bill.endorse"),
                        click -> new EndorsingDialog(bills, bill, visitor.today(), this::show).open());
            case DISHONOUR ->
                new Button(
                        getTranslation("bill.dishonour"),
                        click -> new DishonourDialog(bills, bill, visitor.today(), this::show).open());
            case RETURN -> new Button(getTranslation("bill.return"), click -> givingBack(bill));
            case UNDO -> new Button(getTranslation("bill.undo"), click -> undoing(bill));
            case REINSTATE, REPLACE -> throw new IllegalArgumentException(doing + " has a screen of its own");
        };
    }

    private static Button first(Button button) {
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    private void again(Bill bill) {
        show(bills.get(bill.id()));
    }

    private void givingBack(Bill bill) {
        new DatedReasonDialog(
                        getTranslation("bill.return.title", bill.number()),
                        getTranslation("bill.return.text", amounts().text(bill.amount(), bill.currency())),
                        getTranslation("bill.return"),
                        "bill.returned_on",
                        visitor.today(),
                        (key, day, reason) -> show(bills.giveBack(bill.id(), key, new Return(day, reason))))
                .open();
    }

    private void undoing(Bill bill) {
        new DatedReasonDialog(
                        getTranslation("bill.undo.title", BillWords.step(translations, bill.state(), getLocale())),
                        getTranslation("bill.undo.text"),
                        getTranslation("bill.undo"),
                        "bill.undone_on",
                        visitor.today(),
                        (key, day, reason) -> show(bills.undo(bill.id(), key, new Undoing(day, reason))))
                .open();
    }

    private Component facts(Bill bill) {
        Mark mark = BillWords.mark(this, translations, bill, getLocale());
        var amount = new Span(amounts().text(bill.amount(), bill.currency()));
        amount.addClassName("strong");
        var facts = new Facts()
                .fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()))
                .fact(
                        getTranslation("field.customer"),
                        visitor.may("customers:read")
                                ? new Anchor(
                                        "customers/" + bill.customer().id(),
                                        bill.customer().name())
                                : new Span(bill.customer().name()))
                .fact(getTranslation("field.amount"), amount)
                .fact(getTranslation("bill.matures_on"), maturity(bill))
                .fact(getTranslation("field.staff.received_on"), days().text(bill.receivedOn()))
                .fact(getTranslation("bill.issued_on"), bill.issuedOn() == null ? null : days().text(bill.issuedOn()))
                .fact(
                        getTranslation(bill.kind().equals("cheque") ? "bill.acceptor.cheque" : "bill.acceptor"),
                        bill.acceptor())
                .fact(getTranslation("bill.drawer"), bill.drawer())
                .fact(getTranslation("bill.slip"), bill.slip())
                .fact(
                        getTranslation("bill.transferable"),
                        bill.kind().equals("cheque")
                                ? null
                                : getTranslation(
                                        bill.transferable() ? "bill.transferable.yes" : "bill.transferable.no"))
                .fact(getTranslation("bill.payment"), receipt(bill));
        other(facts, "bill.replaces", bill.replaces());
        other(facts, "bill.replaced_by", bill.replacedBy());
        var says = new Paragraph(says(bill));
        says.addClassName("note");
        return box(facts, says);
    }

    private Component receipt(Bill bill) {
        return visitor.may("payments:read")
                ? new Anchor("payments/" + bill.payment(), getTranslation("payment.staff.link"))
                : new Span("–");
    }

    private String maturity(Bill bill) {
        boolean isPromised = bill.state().equals("held") || bill.state().equals("deposited");
        return isPromised && bill.daysToMaturity() > 0
                ? getTranslation("bill.matures_in", days().text(bill.maturesOn()), bill.daysToMaturity())
                : days().text(bill.maturesOn());
    }

    private void other(Facts facts, String key, @Nullable String id) {
        if (id != null) {
            facts.fact(
                    getTranslation(key), new Anchor("bills/" + id, bills.get(id).number()));
        }
    }

    private String says(Bill bill) {
        String key =
                "bill.says." + (bill.isInBank() && bill.state().matches("held|deposited") ? "cheque" : bill.state());
        return translations.knows(key, getLocale()) ? translations.word(key, getLocale()) : "";
    }

    private Component sameNumber(Bill bill) {
        var note = new Paragraph(getTranslation("bill.same_number") + " ");
        note.addClassNames("note", "warn");
        bill.sameNumber().stream()
                .limit(MOST_NAMED)
                .map(bills::get)
                .forEach(other -> note.add(
                        new Anchor(
                                "bills/" + other.id(),
                                getTranslation(
                                        "bill.same_number.one",
                                        other.customer().name(),
                                        days().text(other.receivedOn()))),
                        new Span(" ")));
        return note;
    }

    /** From the day it came, each step with what went with it. */
    private Component history(Bill bill) {
        var table = new Table(
                getTranslation("bill.history"),
                Column.words(getTranslation("ledger.on")).at(Place.NOTE),
                Column.words(getTranslation("ledger.kind")).at(Place.TITLE),
                Column.words(getTranslation("bill.with")),
                Column.words(getTranslation("field.state")).at(Place.FIGURE));
        table.addClassName("coming-table");
        table.row(days().text(bill.receivedOn()), getTranslation("bill_step.received"), "", "");
        for (Step step : bill.steps()) {
            table.row(
                    days().text(step.on()),
                    BillWords.step(translations, step.kind(), getLocale()),
                    with(bill, step),
                    step.undoneOn() == null
                            ? new Span()
                            : new Pill(getTranslation("bill.step.undone", days().text(step.undoneOn())), "neutral"));
        }
        if (bill.takenBackOn() != null) {
            table.row(days().text(bill.takenBackOn()), BillWords.step(translations, bill.state(), getLocale()), "", "");
        }
        return table;
    }

    private String with(Bill bill, Step step) {
        boolean isPassedOn = step.kind().equals("discounted") || step.kind().equals("endorsed");
        return Stream.of(
                        step.slip() == null ? null : getTranslation("bill.with.slip", step.slip()),
                        step.party(),
                        step.cost() == 0
                                ? null
                                : getTranslation("bill.with.cost", amounts().text(step.cost(), bill.currency())),
                        isPassedOn && !step.withRecourse() ? getTranslation("bill.with.no_recourse") : null)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.joining(" · "));
    }
}
