package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.staff.ChosenParts.About;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Claims of one currency, each with a field for a part of it: those of other customers below whose they are, the likeliest
 * before others where there are many, the rest found by typing.
 */
class PartRows extends Div {

    private static final int MOST = 100;
    private static final int SEEN_AT_A_GLANCE = 25;
    private static final int TYPING_PAUSE_MS = 350;

    private final About about;
    private final transient Beside beside;
    private final TextField search = new TextField();
    private final Div tables = new Div();
    private final Map<String, String> typed = new HashMap<>();
    private final Map<Choice, TextField> fields = new LinkedHashMap<>();
    private final Map<Choice, Div> states = new HashMap<>();
    private List<Choice> choices = List.of();
    private String currency = "";

    /** What a row has beside the number of its claim and its field. */
    interface Beside {

        /** Whether something speaks for it, so that it is shown before others. */
        boolean isLikely(Choice claim);

        Component state(Choice claim);

        /** The field, with what goes with it. */
        Component cell(Choice claim, TextField field);

        /** What Enter puts into an empty field at most, in minor units; nothing where that is not above zero. */
        long fitting();

        /** Something was typed, or the rows are others. */
        void changed();
    }

    PartRows(About about, Beside beside) {
        this.about = about;
        this.beside = beside;
        addClassName("part-rows");
        search.setLabel(getTranslation("parts.search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_PAUSE_MS);
        search.addValueChangeListener(change -> draw());
        var keys = new Paragraph(getTranslation("parts.keys"));
        keys.addClassNames("muted", "keys");
        add(search, tables, keys);
    }

    /** Starts anew with these claims, the oldest first. */
    void offer(List<Choice> claims, String ofCurrency) {
        choices = claims;
        currency = ofCurrency;
        typed.clear();
        search.clear();
        search.setVisible(claims.size() > SEEN_AT_A_GLANCE);
        draw();
    }

    /** Puts these in, and nothing else. */
    void fill(List<Part> parts) {
        typed.clear();
        parts.forEach(part -> typed.put(part.invoice(), Amounts.plain(part.amount(), currency)));
        refresh();
    }

    /** Says anew what is beside the claims, and what is in their fields, which stay while they are the same in this order. */
    void refresh() {
        if (!shown().equals(List.copyOf(fields.keySet()))) {
            draw();
            return;
        }
        states.forEach((claim, state) -> {
            state.removeAll();
            state.add(beside.state(claim));
        });
        fields.forEach((claim, field) -> field.setValue(typed.getOrDefault(claim.id(), "")));
        beside.changed();
    }

    /** In the order in which they stand, those of one owner together. */
    private List<Choice> shown() {
        return byOwner(found()).values().stream().flatMap(List::stream).toList();
    }

    private static Map<String, List<Choice>> byOwner(List<Choice> found) {
        return found.stream()
                .limit(MOST)
                .collect(Collectors.groupingBy(
                        claim -> Objects.requireNonNullElse(claim.owner(), ""),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    void draw() {
        fields.clear();
        states.clear();
        tables.removeAll();
        List<Choice> found = found();
        byOwner(found).forEach((owner, claims) -> {
            if (owner.isEmpty()) {
                tables.add(table(getTranslation(about.word() + ".parts"), claims));
            } else {
                tables.add(whose(owner), table(owner, claims));
            }
        });
        if (found.isEmpty()) {
            tables.add(new Paragraph(getTranslation("parts.none_found")));
        }
        if (found.size() > MOST) {
            tables.add(new Paragraph(getTranslation("receipt.parts.more", MOST)));
        }
        beside.changed();
    }

    /** What speaks for a claim comes first, as does what was typed. */
    private List<Choice> found() {
        String asked = search.getValue().strip().toLowerCase(Locale.ROOT);
        return choices.stream()
                .filter(claim -> isLike(claim.number(), asked) || claim.owner() != null && isLike(claim.owner(), asked))
                .sorted(Comparator.comparing(claim -> choices.size() > MOST
                        && asked.isEmpty()
                        && !typed.containsKey(claim.id())
                        && !beside.isLikely(claim)))
                .toList();
    }

    private static boolean isLike(String text, String asked) {
        return text.toLowerCase(Locale.ROOT).contains(asked);
    }

    /** The name of another customer, and what they owe in all. */
    private H3 whose(String owner) {
        long open = choices.stream()
                .filter(claim -> owner.equals(claim.owner()))
                .mapToLong(Choice::most)
                .reduce(0, Math::addExact);
        var sum = new Span(Amounts.in(getLocale()).text(open, currency));
        var heading = new H3(new Span(owner), sum);
        heading.addClassName("owner");
        return heading;
    }

    private Table table(String caption, List<Choice> claims) {
        var table = new Table(
                caption,
                Column.words(getTranslation("field.number")).at(Place.TITLE),
                Column.words(getTranslation("field.state")).at(Place.NOTE),
                Column.figures(getTranslation(about.word() + ".parts.most")).at(Place.FIGURE),
                Column.figures(getTranslation(about.word() + ".part")).at(Place.END));
        for (Choice claim : claims) {
            TextField field = field(claim);
            fields.put(claim, field);
            var state = new Div(beside.state(claim));
            states.put(claim, state);
            table.row(
                    claim.number(),
                    state,
                    Amounts.in(getLocale()).text(claim.most(), currency),
                    beside.cell(claim, field));
        }
        return table;
    }

    /** How late it is; what is off the books is not. */
    static Pill due(Choice claim) {
        if (claim.daysPastDue() != null) {
            return Pill.due(claim.daysPastDue());
        }
        var pill = new Pill("", "neutral");
        pill.setText(pill.getTranslation("state.written_off"));
        return pill;
    }

    private TextField field(Choice claim) {
        var field = Fields.figure();
        field.setAriaLabel(getTranslation(about.word() + ".part.of", claim.number()));
        field.setAutoselect(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setPlaceholder(Amounts.plain(claim.most(), currency));
        field.setValue(typed.getOrDefault(claim.id(), ""));
        field.addValueChangeListener(change -> {
            keep(claim, change.getValue());
            beside.changed();
        });
        field.addKeyDownListener(Key.ENTER, pressed -> {
            long fitting = Math.min(beside.fitting(), claim.most());
            if (field.isEmpty() && fitting > 0) {
                field.setValue(Amounts.plain(fitting, currency));
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

    List<Choice> choices() {
        return choices;
    }

    boolean isTyped(Choice claim) {
        return typed.containsKey(claim.id());
    }

    boolean isAnyTyped() {
        return !typed.isEmpty();
    }

    /** Of which something was typed, in the order of the claims. */
    Stream<Choice> typed() {
        return choices.stream().filter(this::isTyped);
    }

    /** Empty where nothing, or no amount above zero, is typed. */
    Optional<Long> amount(Choice claim) {
        return Amounts.read(typed.getOrDefault(claim.id(), ""), currency).filter(minor -> minor > 0);
    }

    /** What was typed, so far as it can be read. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        typed().forEach(claim -> amount(claim).ifPresent(amount -> parts.add(new Part(claim.id(), amount))));
        return parts;
    }

    private boolean fits(Choice claim) {
        return !isTyped(claim)
                || amount(claim).filter(part -> part <= claim.most()).isPresent();
    }

    /** Marks what is wrong, also what a search hides, and tells whether nothing is. */
    boolean check() {
        List<Choice> wrong = typed().filter(claim -> !fits(claim)).toList();
        if (!fields.keySet().containsAll(wrong)) {
            search.clear();
            draw();
        }
        fields.forEach((claim, field) -> Fields.mark(field, fits(claim), about.word() + ".part.wrong"));
        return wrong.isEmpty();
    }

    /** Says something else that is wrong with a part, where its row is shown. */
    void mark(Choice claim, String key) {
        TextField field = fields.get(claim);
        if (field != null) {
            Fields.mark(field, false, key);
        }
    }
}
