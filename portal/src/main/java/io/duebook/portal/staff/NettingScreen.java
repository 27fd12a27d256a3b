package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.NettingsApi;
import io.duebook.portal.api.NettingsApi.Netted;
import io.duebook.portal.api.NettingsApi.Netting;
import io.duebook.portal.api.NettingsApi.Undoing;
import io.duebook.portal.document.AttachedFiles;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import jakarta.annotation.security.PermitAll;

/** One netting: which claims it settled without money, and its undoing. */
@Route("nettings")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "nettings:read")
class NettingScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient NettingsApi nettings;
    private final transient AttachedFiles files;

    NettingScreen(Visitor visitor, NettingsApi nettings, AttachedFiles files) {
        this.visitor = visitor;
        this.nettings = nettings;
        this.files = files;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(nettings.get(id));
    }

    private void show(Netting netting) {
        boolean mayUndo = netting.reversedOn() == null && visitor.may("nettings:write");
        head(
                getTranslation("netting.title", amounts().text(netting.amount(), netting.currency())),
                netting.customer().name(),
                mayUndo ? new Component[] {undoing(netting)} : new Component[0]);
        add(facts(netting), panel(getTranslation("netting.items"), items(netting)));
        files.of(netting.id()).ifPresent(this::add);
    }

    private Button undoing(Netting netting) {
        return new Button(getTranslation("netting.undo"), click -> new DatedReasonDialog(
                        getTranslation("netting.undo.title"),
                        getTranslation("netting.undo.text"),
                        getTranslation("netting.undo"),
                        "netting.undone_on",
                        visitor.today(),
                        (key, day, reason) -> show(nettings.reverse(netting.id(), key, new Undoing(day, reason))))
                .open());
    }

    private Component facts(Netting netting) {
        Mark mark = NettingsScreen.mark(this, netting);
        var amount = new Span(amounts().text(netting.amount(), netting.currency()));
        amount.addClassName("strong");
        return box(new Facts()
                .fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()))
                .fact(
                        getTranslation("field.customer"),
                        new Anchor(
                                "customers/" + netting.customer().id(),
                                netting.customer().name()))
                .fact(getTranslation("netting.on"), days().text(netting.nettedOn()))
                .fact(getTranslation("field.amount"), amount)
                .fact(getTranslation("field.reason"), netting.reason())
                .fact(
                        getTranslation("netting.undone_on"),
                        netting.reversedOn() == null ? null : days().text(netting.reversedOn())));
    }

    private Component items(Netting netting) {
        var table = new Table(
                getTranslation("netting.items"),
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.words(getTranslation("field.state")).at(Place.NOTE),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE));
        for (Netted item : netting.items()) {
            table.row(
                    new Anchor(Documents.address(item.invoice()), item.number()),
                    item.reversed()
                            ? new Pill(getTranslation("netting.undone"), "neutral")
                            : new Pill(getTranslation("netting.stands"), "ok"),
                    amounts().text(item.amount(), netting.currency()));
        }
        table.sum(getTranslation("field.total"), "", amounts().text(netting.amount(), netting.currency()));
        return table;
    }
}
