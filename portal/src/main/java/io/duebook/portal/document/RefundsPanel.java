package io.duebook.portal.document;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.duebook.portal.api.RefundsApi.Failure;
import io.duebook.portal.api.RefundsApi.Refund;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import io.duebook.portal.words.Translations;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was given back of a receipt or a credit note, and how far it has come. */
class RefundsPanel extends Section {

    /**
     * One refund. A contact is told less about it.
     *
     * @param state pending, unknown, succeeded or failed
     * @param method null where it is not told
     */
    record Given(
            LocalDate on,
            long amount,
            String state,
            @Nullable String method,
            @Nullable Failure failure,
            @Nullable LocalDate failedOn) {

        static Given of(Refund refund) {
            return new Given(
                    refund.refundedOn(),
                    refund.amount(),
                    refund.state(),
                    refund.method(),
                    refund.failure(),
                    refund.failedOn());
        }

        boolean isUnderWay() {
            return state.equals("pending") || state.equals("unknown");
        }
    }

    private final Translations translations;
    private final String audience;

    RefundsPanel(Visitor visitor, Translations translations, List<Given> refunds, String currency) {
        this.translations = translations;
        this.audience = visitor.isContact() ? "contact" : "staff";
        String heading = getTranslation("refunds.title");
        addClassName("panel");
        setAriaLabel(heading);
        var table = new Table(
                heading,
                Column.words(getTranslation("refund.on")).at(Place.NOTE),
                Column.words(getTranslation("refund.what")).at(Place.TITLE),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE),
                Column.words(getTranslation("field.state")).at(Place.END));
        refunds.forEach(refund -> table.row(
                Days.in(getLocale()).text(refund.on()),
                what(refund),
                Amounts.in(getLocale()).text(refund.amount(), currency),
                state(refund)));
        add(new H2(heading), table);
    }

    private Div what(Given refund) {
        var what = new Div();
        if (refund.method() != null) {
            what.add(new Span(PaymentWords.refund(translations, refund.method(), getLocale())));
        }
        var says = new Div(getTranslation("refund.says." + audience + "." + refund.state()));
        says.addClassName("muted");
        what.add(says);
        if (refund.failedOn() != null) {
            var why = new Div(getTranslation(
                    "refund.failed_on",
                    Days.in(getLocale()).text(refund.failedOn()),
                    refund.failure() == null ? "" : failure(refund.failure())));
            why.addClassName("muted");
            what.add(why);
        }
        return what;
    }

    /** In the reader's words where the code has some; else as the processor says it. */
    private String failure(Failure failure) {
        String key = "refund.failure." + failure.code();
        return translations.knows(key, getLocale()) ? translations.word(key, getLocale()) : failure.message();
    }

    /** That it is being checked is no news for whoever waits for it. */
    private Pill state(Given refund) {
        String state = audience.equals("contact") && refund.isUnderWay() ? "pending" : refund.state();
        return new Pill(
                getTranslation("refund_state." + state),
                switch (state) {
                    case "succeeded" -> "ok";
                    case "failed" -> "bad";
                    default -> "warn";
                });
    }
}
