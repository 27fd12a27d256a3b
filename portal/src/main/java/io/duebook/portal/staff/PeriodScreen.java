package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.InvoicesApi.Reason;
import io.duebook.portal.api.PeriodsApi;
import io.duebook.portal.api.PeriodsApi.Period;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Parts;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** One month: its trial balance, and closing, opening and locking it. */
@Route("periods")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "periods:read")
class PeriodScreen extends Screen implements HasUrlParameter<String> {

    private final Visitor visitor;
    private final transient PeriodsApi periods;
    private final transient Exports exports;
    private final transient Translations translations;

    PeriodScreen(Visitor visitor, PeriodsApi periods, Exports exports, Translations translations) {
        this.visitor = visitor;
        this.periods = periods;
        this.exports = exports;
        this.translations = translations;
    }

    @Override
    public void setParameter(BeforeEvent event, String period) {
        show(periods.get(period));
    }

    private void show(Period period) {
        head(
                getTranslation("period.title", PeriodWords.text(period.period())),
                getTranslation("period.below." + says(period)),
                actions(period));
        add(facts(period));
        List<AccountSums> sums = AccountSums.of(period.trialBalance());
        if (sums.isEmpty()) {
            add(box(nothing(getTranslation("period.nothing"), getTranslation("period.nothing.text"))));
        } else if (sums.size() == 1) {
            add(trialBalance(period, sums.getFirst()));
        } else {
            var parts = new Parts();
            sums.forEach(in -> parts.add(in.currency(), trialBalance(period, in)));
            add(parts);
        }
    }

    private String says(Period period) {
        return period.isOpen() && !period.isOver(visitor.today()) ? "running" : period.state();
    }

    private Component[] actions(Period period) {
        var actions = new ArrayList<Component>();
        String month = PeriodWords.text(period.period());
        if (!period.trialBalance().isEmpty()) {
            actions.add(new ExportMenu(
                    exports, () -> new Asked("/v1/periods/" + month, Map.of(), "trial_balance-" + month)));
        }
        if (visitor.may("periods:write")) {
            switch (says(period)) {
                case "open" -> actions.add(asking("close", month, periods::close));
                case "closed" -> {
                    actions.add(reopening(month));
                    actions.add(asking("lock", month, periods::lock));
                }
                default -> {}
            }
        }
        return actions.toArray(Component[]::new);
    }

    private Button asking(String what, String month, BiFunction<String, String, Period> command) {
        var button = new Button(getTranslation("period." + what), click -> new PeriodDialog(what, month, (of, key) -> {
                    show(command.apply(of, key));
                    Notice.say(getTranslation("period." + what + ".done", month));
                })
                .open());
        if (what.equals("close")) {
            button.addThemeVariants(ButtonVariant.PRIMARY);
        }
        return button;
    }

    private Button reopening(String month) {
        return new Button(getTranslation("period.reopen"), click -> new ReasonDialog(
                        getTranslation("period.reopen.title", month),
                        getTranslation("period.reopen.text", month),
                        getTranslation("period.reopen"),
                        (key, reason) -> show(periods.reopen(month, key, new Reason(reason))))
                .open());
    }

    private Component facts(Period period) {
        Mark mark = PeriodWords.mark(this, period.state());
        var facts = new Facts().fact(getTranslation("field.state"), new Pill(mark.text(), mark.look()));
        if (period.closedAt() != null && period.closedBy() != null) {
            facts.fact(
                            getTranslation("period.closed_at"),
                            days().text(period.closedAt(), visitor.tenant().timeZone()))
                    .fact(getTranslation("period.closed_by"), ApprovalWords.who(this, visitor, period.closedBy()));
        }
        if (period.version() != null && period.version() > 1) {
            facts.fact(getTranslation("period.version"), String.valueOf(period.version()));
        }
        if (period.hash() != null) {
            var hash = new Code(period.hash());
            hash.addClassName("hash");
            facts.fact(getTranslation("period.hash"), hash);
        }
        return box(facts);
    }

    private Component trialBalance(Period period, AccountSums sums) {
        var table = new Table(
                getTranslation("period.trial_balance"),
                Column.words(getTranslation("period.account")).at(Place.TITLE),
                Column.figures(getTranslation("period.debit")),
                Column.figures(getTranslation("period.credit")));
        for (AccountSums.Line line : sums.lines()) {
            table.row(
                    account(line),
                    line.debit() == 0 ? "" : amounts().text(line.debit(), sums.currency()),
                    line.credit() == 0 ? "" : amounts().text(line.credit(), sums.currency()));
        }
        table.sum(
                getTranslation("period.total"),
                amounts().text(sums.debit(), sums.currency()),
                amounts().text(sums.credit(), sums.currency()));
        var part = new Div(panel(
                getTranslation("period.trial_balance"),
                new Paragraph(getTranslation(
                        "period.trial_balance.of", days().text(period.period().atEndOfMonth()))),
                table));
        part.addClassName("part");
        return part;
    }

    private String account(AccountSums.Line line) {
        String name = PeriodWords.account(translations, line.account(), getLocale());
        return line.of() == 1 ? name : getTranslation("period.account.of", name, line.of());
    }
}
