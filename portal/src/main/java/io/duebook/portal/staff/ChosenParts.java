package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.staff.Proposal.Way;
import io.duebook.portal.words.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Splits an amount over chosen claims, and says all along what is left of it. Enter puts in what fits, the arrow keys
 * go from field to field.
 */
class ChosenParts extends Div {

    private static final int MOST = 200;
    private static final int SEEN_AT_A_GLANCE = 25;
    private static final int TYPING_PAUSE_MS = 350;

    /** What the words on it are about: a receipt that settles, or a refund that is taken out. */
    enum About {
        RECEIPT("receipt"),
        REFUND("refund");

        private final String word;

        About(String word) {
            this.word = word;
        }
    }

    private final About about;
    private final Div suggestions = new Div();
    private final TextField search = new TextField();
    private final Div rows = new Div();
    private final Div remainder = new Div();
    private final Map<String, String> typed = new HashMap<>();
    private final Map<Choice, TextField> fields = new LinkedHashMap<>();
    private List<Choice> choices = List.of();
    private String currency = "";
    private String text = "";
    private long whole;

    ChosenParts(About about) {
        this.about = about;
        addClassName("chosen-parts");
        remainder.addClassName("remainder");
        remainder.getElement().setAttribute("aria-live", "polite");
        suggestions.addClassName("suggestions");
        search.setLabel(getTranslation("parts.search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_PAUSE_MS);
        search.addValueChangeListener(change -> draw());
    }

    /** Starts anew with these claims, the oldest first. */
    void offer(List<Choice> claims, String ofCurrency) {
        choices = claims;
        currency = ofCurrency;
        typed.clear();
        search.clear();
        removeAll();
        if (claims.isEmpty()) {
            fields.clear();
            add(new Paragraph(getTranslation(about.word + ".parts.nothing", ofCurrency)));
            return;
        }
        search.setVisible(claims.size() > SEEN_AT_A_GLANCE);
        var keys = new Paragraph(getTranslation("parts.keys"));
        keys.addClassNames("muted", "keys");
        add(suggestions, search, rows, keys, remainder);
        draw();
    }

    /** What is to be split, and the text that came with it. */
    void of(long amount, String said) {
        boolean isOther = amount != whole || !said.equals(text);
        whole = amount;
        text = said;
        if (isOther && !choices.isEmpty()) {
            draw();
        }
    }

    /** Puts in what the text or the amount speaks for; without that, nothing. */
    void suggest() {
        proposal().ways().stream()
                .filter(way -> way != Way.OLDEST_FIRST)
                .findFirst()
                .ifPresent(this::fill);
    }

    /** Puts in as much as there is, in the order shown. */
    void fillUp() {
        fill(Way.OLDEST_FIRST);
    }

    private Proposal proposal() {
        return new Proposal(whole, text, choices);
    }

    private void fill(Way way) {
        typed.clear();
        proposal().parts(way).forEach(part -> typed.put(part.invoice(), Amounts.plain(part.amount(), currency)));
        draw();
    }

    private void draw() {
        drawSuggestions();
        fields.clear();
        rows.removeAll();
        var table = new Table(
                getTranslation(about.word + ".parts"),
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.words(getTranslation("field.state")).at(Place.NOTE),
                Column.figures(getTranslation(about.word + ".parts.most")).at(Place.FIGURE),
                Column.figures(getTranslation(about.word + ".part")).at(Place.END));
        Proposal proposal = proposal();
        List<Choice> found = found(proposal);
        found.stream().limit(MOST).forEach(claim -> {
            TextField field = field(claim);
            fields.put(claim, field);
            table.row(
                    claim.number(),
                    state(claim, proposal),
                    Amounts.in(getLocale()).text(claim.most(), currency),
                    field);
        });
        rows.add(found.isEmpty() ? new Paragraph(getTranslation("parts.none_found")) : table);
        if (found.size() > MOST) {
            rows.add(new Paragraph(getTranslation("receipt.parts.more", MOST)));
        }
        count();
    }

    private void drawSuggestions() {
        suggestions.removeAll();
        proposal()
                .ways()
                .forEach(way -> suggestions.add(button(
                        about == About.REFUND ? "refund.parts.fill" : "parts.suggest." + way.word(), () -> fill(way))));
        if (!typed.isEmpty()) {
            suggestions.add(button("parts.clear", () -> {
                typed.clear();
                draw();
            }));
        }
    }

    private Button button(String key, Runnable doing) {
        var button = new Button(getTranslation(key), click -> doing.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }

    /** What speaks for a claim comes first, as does what was typed. */
    private List<Choice> found(Proposal proposal) {
        String asked = search.getValue().strip().toLowerCase(Locale.ROOT);
        Predicate<Choice> isLikely = claim ->
                !asked.isEmpty() || typed.containsKey(claim.id()) || proposal.isNamed(claim) || proposal.isExact(claim);
        return choices.stream()
                .filter(claim -> claim.number().toLowerCase(Locale.ROOT).contains(asked))
                .sorted(Comparator.comparing(claim -> choices.size() > MOST && !isLikely.test(claim)))
                .toList();
    }

    private Component state(Choice claim, Proposal proposal) {
        var marks = new Div();
        marks.addClassName("marks");
        if (about == About.RECEIPT) {
            Long days = claim.daysPastDue();
            marks.add(days == null ? new Pill(getTranslation("state.written_off"), "neutral") : Pill.due(days));
            if (proposal.isNamed(claim)) {
                marks.add(new Pill(getTranslation("parts.named"), "good"));
            }
            if (whole > 0 && proposal.isExact(claim)) {
                marks.add(new Pill(getTranslation("parts.exact"), "good"));
            }
        }
        return marks;
    }

    private TextField field(Choice claim) {
        var field = new TextField();
        field.setAriaLabel(getTranslation(about.word + ".part.of", claim.number()));
        field.getElement().setAttribute("inputmode", "decimal");
        field.setAutoselect(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setPlaceholder(Amounts.plain(claim.most(), currency));
        field.setValue(typed.getOrDefault(claim.id(), ""));
        field.addValueChangeListener(change -> {
            keep(claim, change.getValue());
            count();
        });
        field.addKeyDownListener(Key.ENTER, pressed -> {
            if (field.isEmpty() && left() > 0) {
                field.setValue(Amounts.plain(Math.min(left(), claim.most()), currency));
            }
            focus(claim, 1);
        });
        field.addKeyDownListener(Key.ARROW_DOWN, pressed -> focus(claim, 1));
        field.addKeyDownListener(Key.ARROW_UP, pressed -> focus(claim, -1));
        return field;
    }

    private void keep(Choice claim, String value) {
        if (value.isBlank()) {
            typed.remove(claim.id());
        } else {
            typed.put(claim.id(), value);
        }
    }

    private void focus(Choice from, int step) {
        List<Choice> shown = List.copyOf(fields.keySet());
        int to = shown.indexOf(from) + step;
        if (to >= 0 && to < shown.size()) {
            Objects.requireNonNull(fields.get(shown.get(to))).focus();
        }
    }

    /** What is not laid on a claim yet; below zero where too much is. */
    long left() {
        return whole - parts().stream().mapToLong(Part::amount).sum();
    }

    private void count() {
        long left = left();
        remainder.removeAll();
        remainder.setClassName("bad", left < 0);
        remainder.add(
                new Span(getTranslation(left < 0 ? "receipt.remainder.too_much" : about.word + ".remainder")),
                new Span(Amounts.in(getLocale()).text(Math.abs(left), currency)));
    }

    /** What was typed, so far as it can be read, in the order of the claims. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        typedClaims().forEach(claim -> amount(claim).ifPresent(amount -> parts.add(new Part(claim.id(), amount))));
        return parts;
    }

    private Stream<Choice> typedClaims() {
        return choices.stream().filter(claim -> typed.containsKey(claim.id()));
    }

    private Optional<Long> amount(Choice claim) {
        return Amounts.read(typed.getOrDefault(claim.id(), ""), currency).filter(minor -> minor > 0);
    }

    private boolean fits(Choice claim) {
        return !typed.containsKey(claim.id())
                || amount(claim).filter(part -> part <= claim.most()).isPresent();
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        fields.forEach((claim, field) -> {
            field.setErrorMessage(getTranslation(about.word + ".part.wrong"));
            field.setInvalid(!fits(claim));
        });
        return typedClaims().allMatch(this::fits) && left() >= 0;
    }
}
