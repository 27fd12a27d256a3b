package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.PoliciesApi;
import io.duebook.portal.api.PoliciesApi.Discount;
import io.duebook.portal.api.PoliciesApi.Interest;
import io.duebook.portal.api.PoliciesApi.Numbering;
import io.duebook.portal.api.PoliciesApi.Policies;
import io.duebook.portal.api.PoliciesApi.Preset;
import io.duebook.portal.api.PoliciesApi.Rate;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** How the tenant does business where there is a choice: late interest, what payments settle, who writes off how much. */
@Route("policies")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "policies:read")
class PoliciesScreen extends Screen implements AfterNavigationObserver {

    private static final int LONGEST_TERM_DAYS = 365;

    /** In minor units. */
    private static final long MOST_TOLERATED = 1_000_000;

    private final Visitor visitor;
    private final transient PoliciesApi policies;
    private final RadioButtonGroup<String> mode = new RadioButtonGroup<>();
    private final IntegerField dueDays = new IntegerField(getTranslation("policies.due_days"));
    private final Div rates = new Div();
    private final List<RateEditor> editors = new ArrayList<>();
    private final RadioButtonGroup<String> settlement = new RadioButtonGroup<>();
    private final Checkbox applyCredits = new Checkbox(getTranslation("policies.apply_credits"));
    private final TextField tolerance = new TextField(getTranslation("policies.tolerance"));
    private final RadioButtonGroup<String> partPayment = new RadioButtonGroup<>();
    private final Checkbox taxFollows = new Checkbox(getTranslation("policies.discount.tax_follows"));
    private final RadioButtonGroup<String> weekendShift = new RadioButtonGroup<>();
    private final transient TermsFields terms = new TermsFields(this, List.of(TermsFields.NONE), () -> {});
    private final SeriesFields invoiceNumbers;
    private final SeriesFields creditNoteNumbers;
    private final SeriesFields feeNumbers;
    private final SeriesFields interestNumbers;
    private final SeriesFields depositNumbers;
    private final PresetPanel preset;
    private transient @Nullable Taken taken;
    private final WriteOffLimits writeOff;
    private String version = "";

    /**
     * Legal rates that were chosen, and not saved yet.
     *
     * @param rates as they were filled in: once one is another, they are the tenant's own
     */
    private record Taken(String preset, List<Rate> rates, String mode) {}

    PoliciesScreen(Visitor visitor, PoliciesApi policies, Translations translations) {
        this.visitor = visitor;
        this.policies = policies;
        int year = visitor.today().getYear();
        this.invoiceNumbers = new SeriesFields(getTranslation("policies.series.invoice"), year, isEditable());
        this.creditNoteNumbers = new SeriesFields(getTranslation("policies.series.credit_note"), year, isEditable());
        this.feeNumbers = new SeriesFields(getTranslation("policies.series.fee"), year, isEditable());
        this.interestNumbers = new SeriesFields(getTranslation("policies.series.interest"), year, isEditable());
        this.depositNumbers = new SeriesFields(getTranslation("policies.series.deposit"), year, isEditable());
        this.preset = new PresetPanel(
                translations,
                visitor.may("interest_presets:read") ? policies.presets(null).data() : List.of(),
                visitor.tenant().country(),
                visitor.today(),
                isEditable(),
                this::take);
        this.writeOff = new WriteOffLimits(visitor.tenant().baseCurrency(), visitor.may("policies:write"));
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(
                getTranslation("policies.title"),
                getTranslation("policies.below", visitor.tenant().name()));
        var explained = new Paragraph(getTranslation("interest.rule"));
        explained.addClassName("note");
        add(panel(getTranslation("policies.interest"), explained, preset, rates, adding(), form()));
        add(panel(getTranslation("policies.due_dates"), dueDates()));
        add(panel(getTranslation("policies.discount"), discount()));
        add(panel(getTranslation("policies.settlement"), settlement()));
        add(panel(getTranslation("policies.write_off"), writeOff));
        add(panel(
                getTranslation("policies.numbering"),
                gapless(),
                invoiceNumbers,
                creditNoteNumbers,
                feeNumbers,
                interestNumbers,
                depositNumbers));
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

    private Paragraph gapless() {
        var explained = new Paragraph(getTranslation("policies.numbering.text"));
        explained.addClassName("muted");
        return explained;
    }

    private Div dueDates() {
        weekendShift.setLabel(getTranslation("policies.weekend_shift"));
        weekendShift.setItems("none", "following", "preceding");
        weekendShift.setItemLabelGenerator(word -> getTranslation("policies.weekend_shift." + word));
        weekendShift.setHelperText(getTranslation("policies.weekend_shift.help"));
        terms.terms().setLabel(getTranslation("policies.terms"));
        terms.terms().setHelperText(getTranslation("policies.terms.help"));
        terms.setReadOnly(!isEditable());
        for (HasStyle field : List.of(terms.terms(), terms.percent(), terms.days())) {
            field.addClassName("third");
        }
        weekendShift.setReadOnly(!isEditable());
        weekendShift.addClassName("wide");
        var form = new Div(terms.terms(), terms.percent(), terms.days(), weekendShift);
        form.addClassName("form");
        return form;
    }

    private Div discount() {
        partPayment.setLabel(getTranslation("policies.discount.part_payment"));
        partPayment.setItems("full_only", "pro_rata");
        partPayment.setItemLabelGenerator(word -> getTranslation("policies.discount." + word));
        partPayment.setReadOnly(!isEditable());
        taxFollows.setReadOnly(!isEditable());
        partPayment.addClassName("wide");
        taxFollows.addClassName("wide");
        var form = new Div(partPayment, taxFollows);
        form.addClassName("form");
        return form;
    }

    private Div settlement() {
        settlement.setAriaLabel(getTranslation("policies.settlement"));
        settlement.setItems("oldest_first", "statutory");
        settlement.setItemLabelGenerator(word -> getTranslation("policies.settlement." + word));
        settlement.setReadOnly(!isEditable());
        var explained = new Paragraph(getTranslation("policies.settlement.text"));
        explained.addClassName("muted");
        applyCredits.setReadOnly(!isEditable());
        tolerance.setReadOnly(!isEditable());
        tolerance.getElement().setAttribute("inputmode", "decimal");
        tolerance.setHelperText(
                getTranslation("policies.tolerance.help", visitor.tenant().baseCurrency()));
        settlement.addClassName("wide");
        explained.addClassName("wide");
        applyCredits.addClassName("wide");
        tolerance.addClassName("third");
        var form = new Div(settlement, explained, applyCredits, tolerance);
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
        Policies inForce = Objects.requireNonNull(answer.getBody());
        Interest interest = inForce.interest();
        Discount discount = Objects.requireNonNull(inForce.discount());
        partPayment.setValue(discount.partPayment());
        taxFollows.setValue(discount.taxFollows());
        weekendShift.setValue(inForce.weekendShift());
        settlement.setValue(inForce.settlement());
        applyCredits.setValue(inForce.applyCredits());
        tolerance.setValue(Amounts.plain(inForce.tolerance(), visitor.tenant().baseCurrency()));
        writeOff.show(inForce.writeOff());
        terms.show(DiscountDraft.of(Objects.requireNonNullElse(inForce.terms(), TermsFields.NONE)));
        invoiceNumbers.show(inForce.numbering().invoice());
        creditNoteNumbers.show(inForce.numbering().creditNote());
        feeNumbers.show(inForce.numbering().fee());
        interestNumbers.show(inForce.numbering().interest());
        depositNumbers.show(inForce.numbering().deposit());
        version = Objects.requireNonNull(answer.getHeaders().getETag());
        mode.setValue(Objects.requireNonNull(interest.mode()));
        dueDays.setValue(interest.dueDays());
        taken = null;
        preset.show(interest.preset(), interest.knownUntil());
        show(Objects.requireNonNull(interest.rates()));
    }

    private void show(List<Rate> table) {
        editors.clear();
        rates.removeAll();
        table.forEach(this::addRate);
        if (table.isEmpty()) {
            rates.add(nothing(getTranslation("policies.no_rates.title"), getTranslation("policies.no_rates.text")));
        }
    }

    /** Fills the legal rates in, with nothing behind the last day for which one is known; saving takes them. */
    private void take(Preset chosen) {
        LocalDate until = chosen.knownUntil();
        List<Rate> table = until == null
                ? chosen.rates()
                : Stream.concat(chosen.rates().stream(), Stream.of(new Rate(until.plusDays(1), "0")))
                        .toList();
        show(table);
        mode.setValue(chosen.mode());
        taken = new Taken(chosen.id(), table, chosen.mode());
        preset.show(chosen.id(), until);
        Notice.say(getTranslation("preset.filled"));
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
                    show(policies.change(
                            version,
                            new Policies(
                                    new Discount(partPayment.getValue(), taxFollows.getValue()),
                                    wanted(),
                                    settlement.getValue(),
                                    applyCredits.getValue(),
                                    tolerated().orElseThrow(),
                                    writeOff.wanted(),
                                    weekendShift.getValue(),
                                    new Numbering(
                                            invoiceNumbers.wanted(),
                                            creditNoteNumbers.wanted(),
                                            feeNumbers.wanted(),
                                            interestNumbers.wanted(),
                                            depositNumbers.wanted()),
                                    terms.askedIfAny())));
                    Notice.say(getTranslation("policies.saved"));
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
        tolerance.setErrorMessage(getTranslation(
                "policies.tolerance.wrong",
                amounts().text(MOST_TOLERATED, visitor.tenant().baseCurrency())));
        tolerance.setInvalid(tolerated().isEmpty());
        return isRight & writeOff.check() & !tolerance.isInvalid() & terms.check() & areNumbersRight();
    }

    private boolean areNumbersRight() {
        var prefixes = new HashSet<String>();
        boolean isRight = true;
        for (SeriesFields series :
                List.of(invoiceNumbers, creditNoteNumbers, feeNumbers, interestNumbers, depositNumbers)) {
            isRight &= series.check(prefixes);
        }
        return isRight;
    }

    private Optional<Long> tolerated() {
        return Amounts.read(tolerance.getValue(), visitor.tenant().baseCurrency())
                .filter(minor -> minor >= 0 && minor <= MOST_TOLERATED);
    }

    private Interest wanted() {
        List<Rate> table = editors.stream()
                .map(RateEditor::rate)
                .sorted(Comparator.comparing(Rate::from))
                .toList();
        Taken chosen = taken;
        return chosen != null && table.equals(chosen.rates()) && mode.getValue().equals(chosen.mode())
                ? new Interest(null, null, dueDays.getValue(), chosen.preset(), null)
                : new Interest(table, mode.getValue(), dueDays.getValue(), null, null);
    }
}
