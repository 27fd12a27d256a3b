package io.duebook.portal.staff;

import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PoliciesApi;
import io.duebook.portal.api.PoliciesApi.Policies;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import org.springframework.http.ResponseEntity;

/** How the tenant does business where there is a choice: late interest, what payments settle, who writes off how much. */
@Route("policies")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "policies:read")
class PoliciesScreen extends FormScreen implements AfterNavigationObserver {

    private final Visitor visitor;
    private final transient PoliciesApi policies;
    private final boolean isEditable;
    private final InterestPolicy interest;
    private final DueDatePolicy dueDates;
    private final DiscountPolicy discount;
    private final SettlementPolicy settlement;
    private final WriteOffLimits writeOff;
    private final NumberingPolicy numbering;
    private final MailPolicy mail;
    private String version = "";

    PoliciesScreen(Visitor visitor, PoliciesApi policies, Translations translations) {
        this.visitor = visitor;
        this.policies = policies;
        this.isEditable = visitor.may("policies:write");
        String currency = visitor.tenant().baseCurrency();
        this.interest = new InterestPolicy(
                translations,
                visitor.may("interest_presets:read") ? policies.presets(null).data() : List.of(),
                visitor.tenant().country(),
                visitor.today(),
                isEditable);
        this.dueDates = new DueDatePolicy(isEditable);
        this.discount = new DiscountPolicy(isEditable);
        this.settlement = new SettlementPolicy(currency, isEditable);
        this.writeOff = new WriteOffLimits(currency, isEditable);
        this.numbering = new NumberingPolicy(visitor.today().getYear(), isEditable);
        this.mail = new MailPolicy(visitor.tenant().name(), isEditable);
        interest.tell(errors);
        dueDates.tell(errors);
        settlement.tell(errors);
        mail.tell(errors);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(
                getTranslation("policies.title"),
                getTranslation("policies.below", visitor.tenant().name()));
        add(
                panel(getTranslation("policies.interest"), interest),
                panel(getTranslation("policies.due_dates"), dueDates),
                panel(getTranslation("policies.discount"), discount),
                panel(getTranslation("policies.settlement"), settlement),
                panel(getTranslation("policies.write_off"), writeOff),
                panel(getTranslation("policies.numbering"), numbering),
                panel(getTranslation("policies.mail"), mail));
        if (isEditable) {
            add(saving("action.save", this::isComplete, this::save));
        }
        show(policies.get());
    }

    private void show(ResponseEntity<Policies> answer) {
        Policies inForce = Objects.requireNonNull(answer.getBody());
        interest.show(inForce.interest());
        dueDates.show(inForce.terms(), inForce.weekendShift());
        discount.show(Objects.requireNonNull(inForce.discount()));
        settlement.show(inForce);
        writeOff.show(inForce.writeOff());
        numbering.show(inForce.numbering());
        mail.show(inForce.mail());
        version = Objects.requireNonNull(answer.getHeaders().getETag());
    }

    private boolean isComplete() {
        return interest.check()
                & dueDates.check()
                & settlement.check()
                & writeOff.check()
                & numbering.check()
                & mail.check();
    }

    private void save() {
        show(policies.change(
                version,
                new Policies(
                        discount.wanted(),
                        interest.wanted(),
                        settlement.order(),
                        settlement.appliesCredits(),
                        settlement.tolerance(),
                        writeOff.wanted(),
                        dueDates.weekendShift(),
                        numbering.wanted(),
                        dueDates.terms(),
                        mail.wanted())));
        Notice.say(getTranslation("policies.saved"));
    }
}
