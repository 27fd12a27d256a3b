package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PoliciesApi;
import io.duebook.portal.api.PoliciesApi.Interest;
import io.duebook.portal.api.PoliciesApi.Policies;
import io.duebook.portal.api.PoliciesApi.Rate;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** How the tenant charges late interest: the table of rates, how they are read, and when a claim is due. */
@Route("policies")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "policies:read")
class PoliciesScreen extends Screen implements AfterNavigationObserver {

    private static final int LONGEST_TERM_DAYS = 365;

    private final Visitor visitor;
    private final transient PoliciesApi policies;
    private final RadioButtonGroup<String> mode = new RadioButtonGroup<>();
    private final IntegerField dueDays = new IntegerField(getTranslation("policies.due_days"));
    private final Div rates = new Div();
    private final List<RateEditor> editors = new ArrayList<>();
    private String version = "";

    PoliciesScreen(Visitor visitor, PoliciesApi policies) {
        this.visitor = visitor;
        this.policies = policies;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(
                getTranslation("policies.title"),
                getTranslation("policies.below", visitor.tenant().name()));
        var explained = new Paragraph(getTranslation("interest.rule"));
        explained.addClassName("note");
        add(panel(getTranslation("policies.interest"), explained, rates, adding(), form()));
        if (isEditable()) {
            add(actions());
        }
        show(policies.get());
    }

    private boolean isEditable() {
        return visitor.may("policies:write");
    }

    private Div form() {
        mode.setLabel(getTranslation("policies.mode"));
        mode.setItems("floating", "fixed_at_default");
        mode.setItemLabelGenerator(word -> getTranslation("policies.mode." + word));
        mode.setReadOnly(!isEditable());
        mode.addClassName("wide");
        dueDays.setMin(0);
        dueDays.setMax(LONGEST_TERM_DAYS);
        dueDays.setStepButtonsVisible(true);
        dueDays.setReadOnly(!isEditable());
        dueDays.addClassName("third");
        var form = new Div(mode, dueDays);
        form.addClassName("form");
        return form;
    }

    private Div adding() {
        var add = new Button(getTranslation("policies.rate.add"), VaadinIcon.PLUS.create(), click -> addRate(null));
        add.setVisible(isEditable());
        var adding = new Div(add);
        adding.addClassName("adding");
        return adding;
    }

    private void show(ResponseEntity<Policies> answer) {
        Interest interest = Objects.requireNonNull(answer.getBody()).interest();
        version = Objects.requireNonNull(answer.getHeaders().getETag());
        mode.setValue(interest.mode());
        dueDays.setValue(interest.dueDays());
        editors.clear();
        rates.removeAll();
        interest.rates().forEach(this::addRate);
        if (interest.rates().isEmpty()) {
            rates.add(nothing(getTranslation("policies.no_rates.title"), getTranslation("policies.no_rates.text")));
        }
    }

    private void addRate(@Nullable Rate rate) {
        if (editors.isEmpty()) {
            rates.removeAll();
        }
        var editor = new RateEditor(rate, isEditable(), gone -> {
            editors.remove(gone);
            rates.remove(gone);
        });
        editors.add(editor);
        rates.add(editor);
    }

    private Div actions() {
        var save = new Button(getTranslation("action.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> {
            try {
                if (isComplete()) {
                    show(policies.change(version, new Policies(wanted(), null)));
                    PeoplePanel.say(getTranslation("policies.saved"));
                }
            } finally {
                save.setEnabled(true);
            }
        });
        var actions = new Div(save);
        actions.addClassName("form-actions");
        return actions;
    }

    private boolean isComplete() {
        dueDays.setErrorMessage(getTranslation("policies.due_days.wrong", LONGEST_TERM_DAYS));
        dueDays.setInvalid(
                dueDays.getValue() == null || dueDays.getValue() < 0 || dueDays.getValue() > LONGEST_TERM_DAYS);
        boolean isRight = !dueDays.isInvalid();
        var days = new HashSet<LocalDate>();
        for (RateEditor editor : editors) {
            isRight &= editor.check(days);
        }
        return isRight;
    }

    private Interest wanted() {
        return new Interest(
                editors.stream()
                        .map(RateEditor::rate)
                        .sorted(Comparator.comparing(Rate::from))
                        .toList(),
                mode.getValue(),
                dueDays.getValue());
    }
}
