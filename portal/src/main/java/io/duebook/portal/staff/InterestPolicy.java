package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import io.duebook.portal.api.PoliciesApi.Interest;
import io.duebook.portal.api.PoliciesApi.Preset;
import io.duebook.portal.api.PoliciesApi.Rate;
import io.duebook.portal.shell.FieldErrors;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.Nothing;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.words.Translations;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What late payment costs: a table of rates of the tenant's own, or those of a law. */
class InterestPolicy extends Div {

    private static final int LONGEST_TERM_DAYS = 365;

    private final boolean isEditable;
    private final PresetPanel preset;
    private final Div rates = new Div();
    private final List<RateEditor> editors = new ArrayList<>();
    private final RadioButtonGroup<String> mode = new RadioButtonGroup<>();
    private final IntegerField dueDays = new IntegerField(getTranslation("policies.due_days"));
    private transient @Nullable Taken taken;

    /**
     * Legal rates that were chosen, and not saved yet.
     *
     * @param rates as they were filled in: once one is another, they are the tenant's own
     */
    private record Taken(String preset, List<Rate> rates, String mode) {}

    InterestPolicy(
            Translations translations,
            List<Preset> presets,
            @Nullable String country,
            LocalDate today,
            boolean isEditable) {
        this.isEditable = isEditable;
        this.preset = new PresetPanel(translations, presets, country, today, isEditable, this::take);
        mode.setLabel(getTranslation("policies.mode"));
        mode.setItems("floating", "fixed_at_default");
        mode.setItemLabelGenerator(word -> getTranslation("policies.mode." + word));
        mode.setReadOnly(!isEditable);
        mode.addClassName("wide");
        dueDays.setMin(0);
        dueDays.setMax(LONGEST_TERM_DAYS);
        dueDays.setStepButtonsVisible(true);
        dueDays.setReadOnly(!isEditable);
        dueDays.addClassName("third");
        var explained = new Paragraph(getTranslation("interest.rule"));
        explained.addClassName("note");
        var form = new Div(mode, dueDays);
        form.addClassName("form");
        add(explained, preset, rates, adding(), form);
    }

    private Div adding() {
        var add = new Button(getTranslation("policies.rate.add"), VaadinIcon.PLUS.create(), click -> addRate(null));
        add.setVisible(isEditable);
        var adding = new Div(add);
        adding.addClassName("adding");
        return adding;
    }

    /** What the API finds wrong with it is said there. */
    void tell(FieldErrors errors) {
        errors.of("interest/mode", mode).of("interest/due_days", dueDays);
    }

    void show(Interest inForce) {
        mode.setValue(Objects.requireNonNull(inForce.mode()));
        dueDays.setValue(inForce.dueDays());
        taken = null;
        preset.show(inForce.preset(), inForce.knownUntil());
        show(Objects.requireNonNull(inForce.rates()));
    }

    private void show(List<Rate> table) {
        editors.clear();
        rates.removeAll();
        table.forEach(this::addRate);
        if (table.isEmpty()) {
            rates.add(new Nothing(getTranslation("policies.no_rates.title"), getTranslation("policies.no_rates.text")));
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
        var editor = new RateEditor(rate, isEditable, gone -> {
            editors.remove(gone);
            rates.remove(gone);
        });
        editors.add(editor);
        rates.add(editor);
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        Integer typed = dueDays.getValue();
        boolean isRight = Fields.mark(
                dueDays,
                typed != null && typed >= 0 && typed <= LONGEST_TERM_DAYS,
                "policies.due_days.wrong",
                LONGEST_TERM_DAYS);
        var days = new HashSet<LocalDate>();
        for (RateEditor editor : editors) {
            isRight &= editor.check(days);
        }
        return isRight;
    }

    /** What was typed; only after {@link #check}. */
    Interest wanted() {
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
