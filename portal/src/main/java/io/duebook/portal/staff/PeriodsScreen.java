package io.duebook.portal.staff;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PeriodsApi;
import io.duebook.portal.api.PeriodsApi.Summary;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;

/** Months, the latest first, and whether something may still be booked into them. */
@Route("periods")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "periods:read")
class PeriodsScreen extends Screen implements AfterNavigationObserver {

    private static final int SHOWN_OF_HASH = 12;

    private final Visitor visitor;
    private final transient PeriodsApi periods;

    PeriodsScreen(Visitor visitor, PeriodsApi periods) {
        this.visitor = visitor;
        this.periods = periods;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("periods.title"), getTranslation("periods.below"));
        Grid<Summary> grid = list();
        grid.addClassName("tall");
        CursorSource.show(grid, periods::list);
        var panel = new Div(grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private Grid<Summary> list() {
        return new Columns<Summary>(
                        getTranslation("periods.title"),
                        PeriodsScreen::address,
                        period -> new Card(
                                PeriodWords.text(period.period()),
                                "",
                                PeriodWords.mark(this, period.state()),
                                closedAt(period)))
                .link(
                        getTranslation("period.month"),
                        period -> PeriodWords.text(period.period()),
                        PeriodsScreen::address)
                .mark(getTranslation("field.state"), period -> PeriodWords.mark(this, period.state()))
                .words(getTranslation("period.closed_at"), this::closedAt)
                .words(getTranslation("period.closed_by"), this::closedBy)
                .words(getTranslation("period.hash"), PeriodsScreen::hash)
                .grid();
    }

    private String closedAt(Summary period) {
        return period.closedAt() == null
                ? "–"
                : days().text(period.closedAt(), visitor.tenant().timeZone());
    }

    private String closedBy(Summary period) {
        return period.closedBy() == null ? "–" : ApprovalWords.who(this, visitor, period.closedBy());
    }

    private static String hash(Summary period) {
        return period.hash() == null ? "–" : period.hash().substring(0, SHOWN_OF_HASH);
    }

    private static String address(Summary period) {
        return "periods/" + period.period();
    }
}
