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
import io.duebook.portal.api.PaymentsApi.Share;
import io.duebook.portal.api.PaymentsApi.Withheld;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.staff.Proposal.Way;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Translations;
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
import org.jspecify.annotations.Nullable;

/**
 * Splits an amount over chosen claims, and says all along what is left of it. Enter puts in what fits, the arrow keys
 * go from field to field.
 */
class ChosenParts extends Div {

    private static final int MOST = 200;
    private static final int SEEN_AT_A_GLANCE = 25;
    private static final int TYPING_PAUSE_MS = 350;

    /** What the words on it are about: a receipt or a netting that settles, or a refund that is taken out. */
    enum About {
        RECEIPT("receipt"),
        NETTING("netting"),
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
    private final Map<String, DeductionDraft> deductions = new HashMap<>();
    private final Map<Choice, DeductionFields> deductionFields = new LinkedHashMap<>();
    private final Map<Choice, Button> notes = new LinkedHashMap<>();
    private final transient @Nullable Translations reasons;
    private List<Choice> choices = List.of();
    private String currency = "";
    private String text = "";
    private long whole;
    private long besides;
    private Runnable counted = () -> {};

    ChosenParts(About about) {
        this(about, null);
    }

    private ChosenParts(About about, @Nullable Translations reasons) {
        this.about = about;
        this.reasons = reasons;
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

    /** Parts of a receipt, beside each of which something may have been withheld. */
    static ChosenParts withDeductions(Translations reasons) {
        return new ChosenParts(About.RECEIPT, reasons);
    }

    /** Starts anew with these claims, the oldest first. */
    void offer(List<Choice> claims, String ofCurrency) {
        choices = claims;
        currency = ofCurrency;
        typed.clear();
        deductions.clear();
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

    /** What of the amount goes elsewhere. */
    void besides(long amount) {
        if (amount != besides) {
            besides = amount;
            if (!choices.isEmpty()) {
                count();
            }
        }
    }

    /** What else is counted anew when an amount is another. */
    void onCount(Runnable also) {
        counted = also;
    }

    boolean isEmpty() {
        return choices.isEmpty();
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
        return new Proposal(Math.max(0, whole - besides), text, choices);
    }

    private void fill(Way way) {
        typed.clear();
        proposal().parts(way).forEach(part -> typed.put(part.invoice(), Amounts.plain(part.amount(), currency)));
        draw();
    }

    private void draw() {
        drawSuggestions();
        fields.clear();
        deductionFields.clear();
        notes.clear();
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
                    named(claim),
                    state(claim, proposal),
                    Amounts.in(getLocale()).text(claim.most(), currency),
                    reasons == null ? field : withDeduction(claim, field, reasons));
        });
        rows.add(found.isEmpty() ? new Paragraph(getTranslation("parts.none_found")) : table);
        if (found.size() > MOST) {
            rows.add(new Paragraph(getTranslation("receipt.parts.more", MOST)));
        }
        count();
    }

    /** Its number, and whose it is where that is somebody else. */
    private static Component named(Choice claim) {
        if (claim.owner() == null) {
            return new Span(claim.number());
        }
        var owner = new Div(claim.owner());
        owner.addClassName("muted");
        return new Div(new Span(claim.number()), owner);
    }

    private Div withDeduction(Choice claim, TextField field, Translations words) {
        var cell = new Div(field);
        cell.addClassName("part-cell");
        DeductionDraft noted = deductions.get(claim.id());
        if (noted == null) {
            var note = button("deduction.note", () -> {
                deductions.put(claim.id(), new DeductionDraft(unpaid(claim), null));
                draw();
            });
            note.addThemeVariants(ButtonVariant.TERTIARY);
            note.setAriaLabel(getTranslation("deduction.note.of", claim.number()));
            notes.put(claim, note);
            cell.add(note);
            return cell;
        }
        var editing = new DeductionFields(
                words,
                noted,
                claim.number(),
                changed -> {
                    deductions.put(claim.id(), changed);
                    count();
                },
                () -> {
                    deductions.remove(claim.id());
                    draw();
                });
        deductionFields.put(claim, editing);
        cell.add(editing);
        return cell;
    }

    /** What is paid short of a claim, as it would be typed; nothing where nothing is paid of it yet. */
    private String unpaid(Choice claim) {
        return amount(claim)
                .map(part -> claim.most() - part)
                .filter(rest -> rest > 0)
                .map(rest -> Amounts.plain(rest, currency))
                .orElse("");
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
        Predicate<Choice> isLikely = claim -> !asked.isEmpty()
                || typed.containsKey(claim.id())
                || deductions.containsKey(claim.id())
                || proposal.isNamed(claim)
                || proposal.isExact(claim);
        return choices.stream()
                .filter(claim -> claim.number().toLowerCase(Locale.ROOT).contains(asked)
                        || claim.owner() != null
                                && claim.owner().toLowerCase(Locale.ROOT).contains(asked))
                .sorted(Comparator.comparing(claim -> choices.size() > MOST && !isLikely.test(claim)))
                .toList();
    }

    private Component state(Choice claim, Proposal proposal) {
        var marks = new Div();
        marks.addClassName("marks");
        if (about != About.REFUND) {
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
        return whole - besides - parts().stream().mapToLong(Part::amount).sum();
    }

    private void count() {
        notes.forEach((claim, note) -> note.setVisible(!unpaid(claim).isEmpty()));
        long left = left();
        remainder.removeAll();
        remainder.setClassName("bad", left < 0);
        remainder.add(
                new Span(getTranslation(left < 0 ? "receipt.remainder.too_much" : about.word + ".remainder")),
                new Span(Amounts.in(getLocale()).text(Math.abs(left), currency)));
        long withheld = shares().stream()
                .map(Share::deduction)
                .filter(Objects::nonNull)
                .mapToLong(Withheld::amount)
                .sum();
        if (withheld > 0) {
            var below = new Span(
                    getTranslation("deduction.in_all", Amounts.in(getLocale()).text(withheld, currency)));
            below.addClassName("muted");
            remainder.add(below);
        }
        counted.run();
    }

    /** What was typed, so far as it can be read, in the order of the claims. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        typedClaims().forEach(claim -> amount(claim).ifPresent(amount -> parts.add(new Part(claim.id(), amount))));
        return parts;
    }

    /** The same with what was withheld, so far as it is complete. */
    List<Share> shares() {
        var shares = new ArrayList<Share>();
        typedClaims().forEach(claim -> amount(claim).ifPresent(amount -> {
            DeductionDraft noted = deductions.get(claim.id());
            shares.add(new Share(
                    claim.id(),
                    amount,
                    noted != null && isComplete(noted, claim) ? noted.asked(currency, left(claim)) : null,
                    null,
                    null));
        }));
        return shares;
    }

    private boolean isComplete(DeductionDraft noted, Choice claim) {
        return noted.isReasonRight() && noted.minor(currency, left(claim)).isPresent();
    }

    /** What is open of a claim beside what is paid of it. */
    private long left(Choice claim) {
        return claim.most() - amount(claim).orElse(0L);
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
        deductionFields.forEach((claim, editing) -> editing.check(currency, left(claim)));
        return typedClaims().allMatch(this::fits) && left() >= 0 && areDeductionsRight();
    }

    /** Nobody withholds anything by paying nothing. */
    private boolean areDeductionsRight() {
        fields.forEach((claim, field) -> {
            if (deductions.containsKey(claim.id()) && amount(claim).isEmpty()) {
                field.setErrorMessage(getTranslation("deduction.without_part"));
                field.setInvalid(true);
            }
        });
        return choices.stream()
                .filter(claim -> deductions.containsKey(claim.id()))
                .allMatch(claim -> amount(claim).isPresent()
                        && isComplete(Objects.requireNonNull(deductions.get(claim.id())), claim));
    }
}
