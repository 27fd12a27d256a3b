package io.duebook.portal.document;

import com.vaadin.flow.component.UI;
import io.duebook.portal.api.ReportsApi;
import io.duebook.portal.api.ReportsApi.BaseAmount;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.words.Amounts;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What a document in another currency is worth in the tenant's own: staff's business, and nobody else's. */
@Component
class InBase {

    private final ObjectProvider<Visitor> visitors;
    private final ReportsApi reports;

    InBase(ObjectProvider<Visitor> visitors, ReportsApi reports) {
        this.visitors = visitors;
        this.reports = reports;
    }

    /** Adds nothing to what is of the tenant's currency, or carries nothing as drafts do. */
    Facts add(Facts facts, String document, String currency) {
        Visitor visitor = visitors.getObject();
        String base = visitor.tenant().baseCurrency();
        if (visitor.isContact() || currency.equals(base) || !visitor.may("reports:read")) {
            return facts;
        }
        reports.baseAmountsOf(document).data().stream().findFirst().ifPresent(found -> add(facts, found, base));
        return facts;
    }

    private static void add(Facts facts, BaseAmount found, String base) {
        String began = facts.getTranslation("base.began", base);
        if (found.began() == null || found.carried() == null) {
            facts.fact(began, facts.getTranslation("base.unknown"));
            return;
        }
        var amounts = Amounts.in(UI.getCurrent().getLocale());
        facts.fact(began, amounts.text(Objects.requireNonNull(found.began()), base))
                .fact(
                        facts.getTranslation("base.carried", base),
                        amounts.text(Objects.requireNonNull(found.carried()), base));
    }
}
