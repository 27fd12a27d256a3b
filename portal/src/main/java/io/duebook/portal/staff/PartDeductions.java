package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.PaymentsApi.Withheld;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Translations;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a payer withheld beside the parts they paid: noted at a claim, with an amount and a reason. */
class PartDeductions {

    private final Translations reasons;
    private final PartRows rows;
    private final Runnable changed;
    private final Map<String, DeductionDraft> drafts = new HashMap<>();
    private final Map<Choice, DeductionFields> fields = new LinkedHashMap<>();
    private final Map<Choice, Button> notes = new LinkedHashMap<>();
    private String currency = "";

    /** @param changed what is to be counted anew when one is another */
    PartDeductions(Translations reasons, PartRows rows, Runnable changed) {
        this.reasons = reasons;
        this.rows = rows;
        this.changed = changed;
    }

    /** Starts anew. */
    void in(String ofCurrency) {
        currency = ofCurrency;
        drafts.clear();
        fields.clear();
        notes.clear();
    }

    boolean isNoted(Choice claim) {
        return drafts.containsKey(claim.id());
    }

    /** The field of a part, with what was withheld below it, or the button that notes it. */
    Component cell(Choice claim, TextField part) {
        var cell = new Div(part);
        cell.addClassName("part-cell");
        fields.remove(claim);
        notes.remove(claim);
        DeductionDraft noted = drafts.get(claim.id());
        if (noted == null) {
            Button note = note(part, claim);
            notes.put(claim, note);
            cell.add(note);
            return cell;
        }
        var editing = new DeductionFields(
                reasons,
                noted,
                claim.number(),
                changing -> {
                    drafts.put(claim.id(), changing);
                    changed.run();
                },
                () -> {
                    drafts.remove(claim.id());
                    rows.draw();
                });
        fields.put(claim, editing);
        cell.add(editing);
        return cell;
    }

    private Button note(Component on, Choice claim) {
        var note = new Button(on.getTranslation("deduction.note"), click -> {
            drafts.put(claim.id(), new DeductionDraft(unpaid(claim), null));
            rows.draw();
        });
        note.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        note.setAriaLabel(on.getTranslation("deduction.note.of", claim.number()));
        return note;
    }

    /** What is paid short of a claim, as it would be typed; nothing where nothing is paid of it yet. */
    private String unpaid(Choice claim) {
        return rows.amount(claim)
                .map(part -> claim.most() - part)
                .filter(rest -> rest > 0)
                .map(rest -> Amounts.plain(rest, currency))
                .orElse("");
    }

    /** Only beside what is paid short there is something to note. */
    void count() {
        notes.forEach((claim, note) -> note.setVisible(!unpaid(claim).isEmpty()));
    }

    /** Null where nothing was withheld, or what is typed is not complete. */
    @Nullable
    Withheld of(Choice claim) {
        DeductionDraft noted = drafts.get(claim.id());
        return noted != null && isComplete(noted, claim) ? noted.asked(currency, left(claim)) : null;
    }

    private boolean isComplete(DeductionDraft noted, Choice claim) {
        return noted.isReasonRight() && noted.minor(currency, left(claim)).isPresent();
    }

    /** What is open of a claim beside what is paid of it. */
    private long left(Choice claim) {
        return claim.most() - rows.amount(claim).orElse(0L);
    }

    /** Marks what is wrong, and tells whether nothing is: nobody withholds anything by paying nothing. */
    boolean check() {
        fields.forEach((claim, editing) -> editing.check(currency, left(claim)));
        List<Choice> noted = rows.choices().stream().filter(this::isNoted).toList();
        noted.stream()
                .filter(claim -> rows.amount(claim).isEmpty())
                .forEach(claim -> rows.mark(claim, "deduction.without_part"));
        return noted.stream()
                .allMatch(claim -> rows.amount(claim).isPresent()
                        && isComplete(Objects.requireNonNull(drafts.get(claim.id())), claim));
    }
}
