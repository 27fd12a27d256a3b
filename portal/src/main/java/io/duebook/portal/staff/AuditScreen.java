package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.AuditApi;
import io.duebook.portal.api.AuditApi.Finding;
import io.duebook.portal.api.AuditApi.Status;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the books hold together, when that was looked at, and everything that was ever found wrong. */
@Route("audit")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "audit:read")
class AuditScreen extends Screen implements AfterNavigationObserver {

    private final Visitor visitor;
    private final transient AuditApi audit;

    AuditScreen(Visitor visitor, AuditApi audit) {
        this.visitor = visitor;
        this.audit = audit;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        Status status = audit.status();
        head(getTranslation("audit.title"), AuditWords.line(this, status));
        add(facts(status));
        if (audit.findings(null, 1).data().isEmpty()) {
            add(box(nothing(getTranslation("audit.nothing"), getTranslation("audit.nothing.text"))));
            return;
        }
        Grid<Finding> grid = list();
        grid.addClassName("tall");
        CursorSource.show(grid, audit::findings);
        var panel = new Div(grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Component facts(Status status) {
        Mark mark = AuditWords.mark(this, status);
        var facts = new Facts()
                .fact(getTranslation("audit.verdict"), new Pill(mark.text(), mark.look()))
                .fact(getTranslation("audit.verified_at"), moment(status.verifiedAt()));
        if (status.round() != null) {
            facts.fact(
                    getTranslation("audit.round"),
                    getTranslation(
                            "audit.round.of",
                            moment(status.round().endedAt()),
                            amounts().count(status.round().checked())));
        }
        if (status.seal() != null) {
            var hash = new Code(status.seal().hash());
            hash.addClassName("hash");
            facts.fact(
                            getTranslation("audit.sealed"),
                            getTranslation(
                                    "audit.sealed.of",
                                    amounts().count(status.seal().sequence()),
                                    moment(status.seal().sealedAt())))
                    .fact(getTranslation("audit.hash"), hash);
        }
        return box(facts);
    }

    private Grid<Finding> list() {
        return new Columns<Finding>(
                        getTranslation("audit.findings"),
                        finding -> "",
                        finding -> new Card(
                                AuditWords.part(this, finding),
                                "",
                                finding.subject() + " · " + finding.pass() + "." + finding.rule(),
                                mark(finding),
                                text(finding.expected()) + " → " + text(finding.found())))
                .words(getTranslation("audit.found_at"), finding -> moment(finding.foundAt()))
                .mark(getTranslation("field.state"), this::mark)
                .words(getTranslation("audit.part"), finding -> AuditWords.part(this, finding))
                .words(getTranslation("audit.rule"), finding -> finding.pass() + "." + finding.rule())
                .words(getTranslation("audit.subject"), Finding::subject)
                .words(getTranslation("audit.expected"), finding -> text(finding.expected()))
                .words(getTranslation("audit.found"), finding -> text(finding.found()))
                .grid();
    }

    private Mark mark(Finding finding) {
        return finding.resolvedAt() == null
                ? new Mark(getTranslation("audit.stands"), "bad")
                : new Mark(getTranslation("audit.resolved"), "ok");
    }

    private String moment(@Nullable Instant moment) {
        return moment == null ? "–" : days().text(moment, visitor.tenant().timeZone());
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "–");
    }
}
