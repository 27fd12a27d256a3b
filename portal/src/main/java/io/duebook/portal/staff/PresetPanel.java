package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import io.duebook.portal.api.PoliciesApi.FixedSum;
import io.duebook.portal.api.PoliciesApi.Preset;
import io.duebook.portal.api.PoliciesApi.Rate;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import io.duebook.portal.words.Translations;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which legal rates are in force, until when they were known and who says so; and a choice of others. */
class PresetPanel extends Div {

    private final transient Translations translations;
    private final List<Preset> presets;
    private final @Nullable String country;
    private final LocalDate today;
    private final Consumer<Preset> taking;
    private final boolean isEditable;

    /** @param taking what is done with the one chosen; it counts once it is saved */
    PresetPanel(
            Translations translations,
            List<Preset> presets,
            @Nullable String country,
            LocalDate today,
            boolean isEditable,
            Consumer<Preset> taking) {
        this.translations = translations;
        this.presets = presets;
        this.country = country;
        this.today = today;
        this.isEditable = isEditable;
        this.taking = taking;
        addClassName("preset");
    }

    /** @param preset whose rates these are; null: the tenant's own */
    void show(@Nullable String preset, @Nullable LocalDate knownUntil) {
        removeAll();
        Optional<Preset> known =
                presets.stream().filter(one -> one.id().equals(preset)).findFirst();
        if (preset != null) {
            add(new Facts()
                    .fact(getTranslation("preset.in_force"), name(preset))
                    .fact(
                            getTranslation("preset.known_until"),
                            knownUntil == null ? getTranslation("preset.fixed") : days().text(knownUntil)));
            known.ifPresent(one -> add(about(one)));
        }
        if (preset != null && knownUntil != null) {
            boolean isOver = knownUntil.isBefore(today);
            var note = new Paragraph(getTranslation(isOver ? "preset.over" : "preset.ends", days().text(knownUntil)));
            note.addClassName("note");
            note.setClassName("warn", isOver);
            add(note);
        }
        if (isEditable && !presets.isEmpty()) {
            add(new Button(
                    getTranslation(preset == null ? "preset.take" : "preset.take_again"), click -> choose(preset)));
        }
    }

    /** The list of presets is open: one we have no words for is called by its id. */
    private String name(String id) {
        String key = "preset.name." + id;
        return translations.knows(key, getLocale()) ? translations.word(key, getLocale()) : id;
    }

    private void choose(@Nullable String inForce) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("preset.choose"));
        dialog.setWidth("42rem");
        var choice = new Select<Preset>();
        choice.setLabel(getTranslation("preset.which"));
        choice.setItems(ownFirst());
        choice.setItemLabelGenerator(one -> name(one.id()));
        choice.setWidthFull();
        var shown = new Div();
        shown.addClassName("preset-about");
        choice.addValueChangeListener(change -> {
            shown.removeAll();
            shown.add(rates(change.getValue()), about(change.getValue()));
        });
        choice.setValue(ownFirst().stream()
                .filter(one -> one.id().equals(inForce))
                .findFirst()
                .orElse(ownFirst().getFirst()));
        var go = new Button(getTranslation("preset.use"), click -> {
            taking.accept(choice.getValue());
            dialog.close();
        });
        go.addThemeVariants(ButtonVariant.PRIMARY);
        dialog.add(choice, shown);
        dialog.getFooter().add(new Button(getTranslation("action.cancel"), click -> dialog.close()), go);
        dialog.open();
    }

    /** What the law of the tenant's own country says comes first. */
    private List<Preset> ownFirst() {
        var sorted = new ArrayList<>(presets);
        sorted.sort(Comparator.comparing((Preset one) -> !Objects.equals(country, one.country()) || country == null));
        return sorted;
    }

    private Component rates(Preset preset) {
        Rate latest = preset.rates().getLast();
        return new Facts()
                .fact(
                        getTranslation("preset.latest"),
                        getTranslation("preset.latest.from", latest.percent(), days().text(latest.from())))
                .fact(
                        getTranslation("preset.known_until"),
                        preset.knownUntil() == null ? getTranslation("preset.fixed") : days().text(preset.knownUntil()))
                .fact(
                        getTranslation("preset.customers"),
                        preset.customers().stream()
                                .map(kind -> getTranslation("customer_kind." + kind))
                                .collect(Collectors.joining(getTranslation("list.comma"))));
    }

    private Div about(Preset preset) {
        var rule = new Paragraph(preset.rule());
        rule.getElement().setAttribute("lang", "en");
        var sources = new UnorderedList();
        sources.getElement().setAttribute("lang", "en");
        preset.sources().forEach(source -> sources.add(new ListItem(source(source))));
        var read = new Span(getTranslation("preset.checked", days().text(preset.checkedOn())));
        read.addClassName("muted");
        var about = new Div(rule);
        if (!preset.compensation().isEmpty()) {
            about.add(new Paragraph(getTranslation(
                    "preset.compensation",
                    preset.compensation().stream()
                            .map(sum -> sum(sum, preset.compensation().size() == 1))
                            .collect(Collectors.joining(getTranslation("list.semicolon"))))));
        }
        about.add(read, sources);
        return about;
    }

    /** @param isOnly whether it does not depend on the size of the debt */
    private String sum(FixedSum sum, boolean isOnly) {
        var amounts = Amounts.in(getLocale());
        String amount = amounts.text(sum.amount(), sum.currency());
        if (sum.upTo() == null) {
            return isOnly ? amount : getTranslation("preset.compensation.above", amount);
        }
        return getTranslation("preset.compensation.up_to", amount, amounts.text(sum.upTo(), sum.currency()));
    }

    /** An address first, if it has one, and what it says behind it. */
    private static Component source(String source) {
        if (!source.startsWith("https://")) {
            return new Span(source);
        }
        String[] parts = source.split(" ", 2);
        var link = new Anchor(parts[0], parts[0], AnchorTarget.BLANK);
        link.getElement().setAttribute("rel", "noopener noreferrer");
        return parts.length == 1 ? link : new Span(link, new Span(" " + parts[1]));
    }

    private Days days() {
        return Days.in(getLocale());
    }
}
