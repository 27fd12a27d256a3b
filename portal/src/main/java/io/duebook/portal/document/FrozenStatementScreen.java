package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.StatementRepliesApi;
import io.duebook.portal.api.StatementRepliesApi.Reply;
import io.duebook.portal.api.StatementsApi;
import io.duebook.portal.api.StatementsApi.Adjustment;
import io.duebook.portal.api.StatementsApi.Changed;
import io.duebook.portal.api.StatementsApi.ChangedLine;
import io.duebook.portal.api.StatementsApi.Changes;
import io.duebook.portal.api.StatementsApi.Earlier;
import io.duebook.portal.api.StatementsApi.Frozen;
import io.duebook.portal.api.StatementsApi.Line;
import io.duebook.portal.api.StatementsApi.Listed;
import io.duebook.portal.api.StatementsApi.Part;
import io.duebook.portal.document.DisputeDialog.Claim;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.AgingBar;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.Figure;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Parts;
import io.duebook.portal.shell.PdfLink;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A statement exactly as it was handed out, and what came into the books since for its days. */
@Route("statements")
@PermitAll
@For(scopes = "statements:read")
class FrozenStatementScreen extends Screen implements HasUrlParameter<String> {

    private static final int MOST_VERSIONS = 50;
    private static final int MOST_ROWS = 500;

    private final Visitor visitor;
    private final transient StatementsApi statements;
    private final transient Exports exports;
    private final transient StatementRepliesApi replies;
    private transient @Nullable AnswerPanel answer;

    FrozenStatementScreen(Visitor visitor, StatementsApi statements, Exports exports, StatementRepliesApi replies) {
        this.visitor = visitor;
        this.statements = statements;
        this.exports = exports;
        this.replies = replies;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(id);
    }

    private void show(String id) {
        Frozen frozen = statements.get(id);
        List<Listed> versions =
                statements.versions(frozen.number(), MOST_VERSIONS).data();
        Changes changes = statements.changes(id);
        head(
                getTranslation("frozen.title", frozen.number()),
                getTranslation(
                        "frozen.below",
                        visitor.isContact() ? visitor.tenant().name() : frozen.customerName(),
                        StatementWords.kind(this, frozen.kind()),
                        StatementWords.days(this, days(), frozen.from(), frozen.asOf())),
                actions(frozen, versions, changes));
        add(facts(frozen, versions), since(frozen, changes));
        List<Reply> said = visitor.may("statement_replies:read")
                ? replies.list(frozen.id(), MOST_VERSIONS).data()
                : List.of();
        answer = mayAnswer(frozen, versions, said) ? new AnswerPanel(replies, frozen, () -> answered(id)) : null;
        if (!said.isEmpty()) {
            add(panel(getTranslation("answer.said"), said(said, frozen.timeZone())));
        }
        content(frozen);
        if (answer != null) {
            add(answer);
        }
    }

    /** Whoever answered once objects to more on the page of what it is about. */
    private boolean mayAnswer(Frozen frozen, List<Listed> versions, List<Reply> said) {
        return visitor.isContact()
                && visitor.may("statement_replies:write")
                && isLatest(frozen, versions)
                && said.isEmpty()
                && !frozen.currencies().isEmpty();
    }

    private void answered(String id) {
        Notice.say(getTranslation("answer.sent"));
        show(id);
        showTop();
    }

    private Component said(List<Reply> said, String zone) {
        var table = new Table(
                getTranslation("answer.said"),
                Column.words(getTranslation("answer.when")).at(Place.NOTE),
                Column.words(getTranslation("answer.agreed")).at(Place.TITLE),
                Column.words(getTranslation("answer.contested")).at(Place.LINE));
        said.forEach(one -> table.row(
                days().text(one.repliedAt(), zone),
                one.agreed().stream()
                        .map(part -> amounts().text(part.amount(), part.currency()))
                        .collect(Collectors.joining(getTranslation("list.comma"))),
                contested(one)));
        return table;
    }

    private Component contested(Reply reply) {
        var cases = new Div();
        reply.contested()
                .forEach(one -> cases.add(new Div(
                        new Anchor(Documents.address(one.caseId()), one.caseNumber()),
                        new Span(" "
                                + getTranslation(
                                        "answer.of", amounts().text(one.amount(), one.currency()), one.item())),
                        new Span(
                                one.outcome() == null
                                        ? ""
                                        : " · " + getTranslation("case.outcome." + one.outcome())))));
        return cases;
    }

    private Component[] actions(Frozen frozen, List<Listed> versions, Changes changes) {
        var actions = new ArrayList<Component>();
        actions.add(PdfLink.of(exports, visitor, getLocale(), path(frozen), frozen.number()));
        actions.add(new ExportMenu(exports, () -> new Asked(path(frozen), Map.of(), "statement-" + frozen.number())));
        if (!visitor.isContact()
                && visitor.may("statements:write")
                && !changes.isNone()
                && isLatest(frozen, versions)) {
            actions.add(new Button(getTranslation("frozen.again"), click -> new FreezeDialog(
                            statements,
                            frozen.customer(),
                            frozen.customerName(),
                            frozen.kind(),
                            frozen.from(),
                            frozen.asOf(),
                            next -> UI.getCurrent().navigate(Documents.address(next.id())))
                    .open()));
        }
        if (!visitor.isContact() && visitor.may("statements:write") && isLatest(frozen, versions)) {
            actions.add(new Button(getTranslation("statement.send"), click -> new SendDialog(
                            statements,
                            frozen,
                            sent -> Notice.say(
                                    getTranslation("statement.sent", sent.data().size())))
                    .open()));
        }
        return actions.toArray(Component[]::new);
    }

    private static String path(Frozen frozen) {
        return "/v1/statements/" + frozen.id();
    }

    private static boolean isLatest(Frozen frozen, List<Listed> versions) {
        return versions.stream().noneMatch(other -> other.version() > frozen.version());
    }

    private Component facts(Frozen frozen, List<Listed> versions) {
        var verification = new Anchor(frozen.verificationUrl(), getTranslation("frozen.verify"));
        verification.setRouterIgnore(true);
        verification.setTarget("_blank");
        var hash = new Code(frozen.hash());
        hash.addClassName("hash");
        var facts = new Facts()
                .fact(getTranslation("field.state"), state(frozen, versions))
                .fact(getTranslation("field.customer"), customer(frozen))
                .fact(getTranslation("frozen.frozen_at"), days().text(frozen.frozenAt(), frozen.timeZone()))
                .fact(getTranslation("frozen.version"), versions(frozen, versions));
        if (frozen.opensWith() != null) {
            facts.fact(getTranslation("frozen.opens_with"), link(frozen.opensWith()));
        }
        return box(facts.fact(getTranslation("frozen.hash"), hash)
                .fact(getTranslation("frozen.verification"), verification));
    }

    private Component state(Frozen frozen, List<Listed> versions) {
        return isLatest(frozen, versions)
                ? new Pill(getTranslation("frozen.latest"), "ok")
                : new Pill(getTranslation("frozen.replaced"), "neutral");
    }

    private Component customer(Frozen frozen) {
        return visitor.isContact()
                ? new Span(frozen.customerName())
                : new Anchor("customers/" + frozen.customer(), frozen.customerName());
    }

    /** Its own and the ways to all others. */
    private Component versions(Frozen frozen, List<Listed> versions) {
        var all = new Div();
        all.addClassName("versions");
        versions.stream()
                .sorted(Comparator.comparing(Listed::version))
                .forEach(one -> all.add(
                        one.version() == frozen.version()
                                ? new Span(String.valueOf(one.version()))
                                : new Anchor(Documents.address(one.id()), String.valueOf(one.version()))));
        return all;
    }

    private Anchor link(Earlier earlier) {
        return new Anchor(
                Documents.address(earlier.id()),
                getTranslation("frozen.number_and_version", earlier.number(), earlier.version()));
    }

    private Component since(Frozen frozen, Changes changes) {
        String heading = getTranslation("frozen.changes");
        if (changes.isNone()) {
            return panel(heading, new Paragraph(getTranslation("frozen.changes.none")));
        }
        var tables = new ArrayList<Component>();
        tables.add(new Paragraph(getTranslation("frozen.changes." + (frozen.isActivity() ? audience() : "claims"))));
        for (Changed changed : changes.currencies()) {
            if (!changed.isNone()) {
                tables.add(new H3(changed.currency()));
                tables.add(
                        changed.bookedLater() == null
                                ? changedClaims(changed)
                                : changedActivity(changed, changed.bookedLater(), changes.timeZone()));
            }
        }
        return panel(heading, tables.toArray(Component[]::new));
    }

    private Component changedActivity(Changed changed, List<Adjustment> bookedLater, String zone) {
        Table table = movements(getTranslation("frozen.changes"));
        table.row("", "", getTranslation("frozen.was"), "", amounts().text(changed.was(), changed.currency()));
        for (ChangedLine line : changed.lines()) {
            table.row(
                    days().text(line.on()),
                    recorded(line.recordedAt(), zone),
                    what(line.id(), line.kind(), line.number()),
                    amounts().text(line.amount(), changed.currency()),
                    "");
        }
        table.sum("", "", getTranslation("frozen.now"), "", amounts().text(changed.now(), changed.currency()));
        var all = new Div(table);
        if (!bookedLater.isEmpty()) {
            var later = new Table(
                    getTranslation("frozen.booked_later"),
                    Column.words(getTranslation("ledger.on")).at(Place.NOTE),
                    Column.words(getTranslation("frozen.booked_on")),
                    Column.words(getTranslation("frozen.recorded_at")),
                    Column.words(getTranslation("ledger.kind")).at(Place.TITLE),
                    Column.figures(getTranslation("ledger.amount")).at(Place.FIGURE));
            bookedLater.forEach(line -> later.row(
                    days().text(line.valueOn()),
                    days().text(line.on()),
                    recorded(line.recordedAt(), zone),
                    what(line.id(), line.kind(), line.number()),
                    amounts().text(line.amount(), changed.currency())));
            all.add(new Paragraph(getTranslation("frozen.booked_later.text")), later);
        }
        return all;
    }

    private Table movements(String caption) {
        return new Table(
                caption,
                Column.words(getTranslation("ledger.on")).at(Place.NOTE),
                Column.words(getTranslation("frozen.recorded_at")),
                Column.words(getTranslation("ledger.kind")).at(Place.TITLE),
                Column.figures(getTranslation("ledger.amount")).at(Place.FIGURE),
                Column.figures(getTranslation("ledger.running")).at(Place.END));
    }

    private String recorded(@Nullable Instant at, String zone) {
        return at == null ? "" : days().text(at, zone);
    }

    private Component changedClaims(Changed changed) {
        var table = new Table(
                getTranslation("frozen.changes"),
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.words(getTranslation("frozen.because")).at(Place.NOTE),
                Column.figures(getTranslation("frozen.was")),
                Column.figures(getTranslation("frozen.now")).at(Place.FIGURE));
        for (ChangedLine line : changed.lines()) {
            table.row(
                    Documents.link(visitor, line.id(), Objects.requireNonNullElse(line.number(), "–")),
                    because(line, changed.currency()),
                    amounts().text(line.was(), changed.currency()),
                    amounts().text(line.now(), changed.currency()));
        }
        table.sum(
                getTranslation("frozen.balance"),
                "",
                amounts().text(changed.was(), changed.currency()),
                amounts().text(changed.now(), changed.currency()));
        return table;
    }

    private String because(ChangedLine line, String currency) {
        return Objects.requireNonNullElse(line.because(), List.<StatementsApi.Because>of()).stream()
                .map(why -> getTranslation(
                        "frozen.because.one",
                        movement(why.kind()),
                        amounts().text(why.amount(), currency),
                        days().text(why.on())))
                .collect(Collectors.joining(getTranslation("list.comma")));
    }

    private void content(Frozen frozen) {
        if (frozen.currencies().isEmpty()) {
            add(box(nothing(getTranslation("frozen.empty.title"), getTranslation("frozen.empty.text"))));
        } else if (frozen.currencies().size() == 1) {
            add(part(frozen, frozen.currencies().getFirst()));
        } else {
            var parts = new Parts();
            frozen.currencies()
                    .forEach(in -> parts.add(amounts().named(in.balance(), in.currency()), part(frozen, in)));
            add(parts);
        }
    }

    private Component part(Frozen frozen, Part in) {
        var part = new Div(Figure.row(
                Figure.hero(
                        getTranslation("frozen.balance"),
                        amounts().text(in.balance(), in.currency()),
                        StatementWords.days(this, days(), null, frozen.asOf())),
                Figure.plain(getTranslation("frozen.open"), amounts().text(in.open(), in.currency()), ""),
                Figure.plain(
                        getTranslation("field." + audience() + ".unapplied"),
                        amounts().text(in.unapplied(), in.currency()),
                        "")));
        part.addClassName("part");
        if (in.open() > 0) {
            part.add(panel(getTranslation("aging.title"), new AgingBar(in.aging(), in.currency())));
        }
        part.add(panel(
                StatementWords.kind(this, frozen.kind()),
                frozen.isActivity() ? activity(frozen, in) : openItems(frozen, in)));
        if (in.lines().size() > MOST_ROWS) {
            part.add(new Paragraph(
                    getTranslation("ledger.more", MOST_ROWS, in.lines().size())));
        }
        return part;
    }

    /** A contact objects to what of it they may not owe, line by line. */
    private Component openItems(Frozen frozen, Part in) {
        AnswerPanel answering = answer;
        var columns = new ArrayList<>(List.of(
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.words(getTranslation("field.issue_date")),
                Column.words(getTranslation("field.due_date")).at(Place.NOTE),
                Column.words(getTranslation("field.state")).at(Place.END),
                Column.figures(getTranslation("field.total")),
                Column.figures(getTranslation("field.open")).at(Place.FIGURE)));
        if (answering != null) {
            columns.add(Column.words(""));
        }
        var table = new Table(in.currency(), columns.toArray(Column[]::new));
        in.lines().stream().limit(MOST_ROWS).forEach(line -> {
            Mark mark = Mark.due(this, line.daysPastDue());
            var cells = new ArrayList<Object>(List.of(
                    Documents.link(visitor, line.id(), Objects.requireNonNullElse(line.number(), "–")),
                    days().text(line.issueDate()),
                    days().text(line.dueDate()),
                    new Pill(mark.text(), mark.look()),
                    amounts().text(line.original(), in.currency()),
                    amounts().text(line.open(), in.currency())));
            if (answering != null) {
                cells.add(answering.objecting(new Claim(
                        frozen.customer(),
                        line.id(),
                        Objects.requireNonNullElse(line.number(), "–"),
                        line.open(),
                        in.currency())));
            }
            table.row(cells.toArray());
        });
        table.sum(getTranslation("field.total"), "", "", "", "", amounts().text(in.open(), in.currency()));
        return table;
    }

    private Component activity(Frozen frozen, Part in) {
        var table = new Table(
                in.currency(),
                Column.words(getTranslation("ledger.on")).at(Place.NOTE),
                Column.words(getTranslation("ledger.kind")).at(Place.TITLE),
                Column.figures(getTranslation("ledger.amount")).at(Place.FIGURE),
                Column.figures(getTranslation("ledger.running")).at(Place.END));
        table.row(
                days().text(frozen.from()),
                getTranslation("ledger.opening"),
                "",
                amounts().text(in.opening(), in.currency()));
        for (Adjustment line : Objects.requireNonNullElse(in.adjustments(), List.<Adjustment>of())) {
            table.row(
                    dates(line),
                    adjusted(line, frozen.timeZone()),
                    amounts().text(line.amount(), in.currency()),
                    amounts().text(line.running(), in.currency()));
        }
        for (Line line : in.lines().stream().limit(MOST_ROWS).toList()) {
            table.row(
                    days().text(line.on()),
                    what(line.id(), line.kind(), line.number()),
                    amounts().text(line.amount(), in.currency()),
                    amounts().text(line.running(), in.currency()));
        }
        table.sum(
                days().text(frozen.asOf()),
                getTranslation("ledger.closing"),
                "",
                amounts().text(in.closing(), in.currency()));
        return table;
    }

    /** The day it is of, and the one on which it was booked where that is another. */
    private String dates(Adjustment line) {
        LocalDate of = line.valueOn();
        return of.equals(line.on())
                ? days().text(of)
                : getTranslation("frozen.of_and_booked", days().text(of), days().text(line.on()));
    }

    private Component adjusted(Adjustment line, String zone) {
        var note = new Span(getTranslation("frozen.adjustment", days().text(line.recordedAt(), zone)));
        note.addClassName("muted");
        var both = new Div(what(line.id(), line.kind(), line.number()), note);
        both.addClassName("adjustment");
        return both;
    }

    private String audience() {
        return visitor.isContact() ? "contact" : "staff";
    }

    private String movement(String kind) {
        return getTranslation("movement." + audience() + "." + kind);
    }

    private Component what(String id, @Nullable String kind, @Nullable String number) {
        String words = movement(Objects.requireNonNullElse(kind, "invoice"));
        return Documents.link(visitor, id, number == null ? words : words + " " + number);
    }
}
