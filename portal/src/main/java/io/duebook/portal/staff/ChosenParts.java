package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.api.PaymentsApi.Share;
import io.duebook.portal.api.PaymentsApi.Withheld;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.staff.Proposal.Way;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Translations;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Splits an amount over chosen claims, and says all along what is left of it. */
class ChosenParts extends Div {

    /** What the words on it are about: a receipt or a netting that settles, or a refund that is taken out. */
    enum About {
        RECEIPT("receipt"),
        NETTING("netting"),
        REFUND("refund");

        private final String word;

        About(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final About about;
    private final Div suggestions = new Div();
    private final Map<Way, Button> ways = new EnumMap<>(Way.class);
    private final Button clear = button("parts.clear", () -> fill(List.of()));
    private final PartRows rows;
    private final Div remainder = new Div();
    private final transient @Nullable PartDeductions deductions;
    private transient Proposal proposal = new Proposal(0, "", List.of());
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
        this.rows = new PartRows(about, new Beside());
        this.deductions = reasons == null ? null : new PartDeductions(reasons, rows, this::count);
        addClassName("chosen-parts");
        suggestions.addClassName("suggestions");
        for (Way way : Way.values()) {
            ways.put(
                    way,
                    button(
                            about == About.REFUND ? "refund.parts.fill" : "parts.suggest." + way.word(),
                            () -> fill(proposal.parts(way))));
        }
        suggestions.add(ways.values().toArray(Button[]::new));
        suggestions.add(clear);
        remainder.addClassName("remainder");
        remainder.getElement().setAttribute("aria-live", "polite");
    }

    /** Parts of a receipt, beside each of which something may have been withheld. */
    static ChosenParts withDeductions(Translations reasons) {
        return new ChosenParts(About.RECEIPT, reasons);
    }

    /** Starts anew with these claims, the oldest first. */
    void offer(List<Choice> claims, String ofCurrency) {
        currency = ofCurrency;
        if (deductions != null) {
            deductions.in(ofCurrency);
        }
        removeAll();
        if (claims.isEmpty()) {
            add(new Paragraph(getTranslation(about.word() + ".parts.nothing", ofCurrency)));
        } else {
            add(suggestions, rows, remainder);
        }
        propose(claims);
        rows.offer(claims, ofCurrency);
        offerWays();
    }

    /** What is to be split, and the text that came with it. */
    void of(long amount, String said) {
        boolean isOther = amount != whole || !said.equals(text);
        whole = amount;
        text = said;
        if (isOther && !isEmpty()) {
            draw();
        }
    }

    /** What of the amount goes elsewhere. */
    void besides(long amount) {
        if (amount != besides) {
            besides = amount;
            if (!isEmpty()) {
                propose(rows.choices());
                count();
            }
        }
    }

    /** What else is counted anew when an amount is another. */
    void onCount(Runnable also) {
        counted = also;
    }

    boolean isEmpty() {
        return rows.choices().isEmpty();
    }

    /** Puts in what the text or the amount speaks for; without that, nothing. */
    void suggest() {
        proposal.ways().stream()
                .filter(way -> way != Way.OLDEST_FIRST)
                .findFirst()
                .ifPresent(way -> fill(proposal.parts(way)));
    }

    private void propose(List<Choice> claims) {
        proposal = new Proposal(Math.max(0, whole - besides), text, claims);
    }

    private void fill(List<Part> parts) {
        rows.fill(parts);
        offerWays();
    }

    /** Nothing is replaced that somebody may be at: the amount arrives a moment after it was typed. */
    private void draw() {
        propose(rows.choices());
        rows.refresh();
        offerWays();
    }

    private void offerWays() {
        List<Way> leading = proposal.ways();
        ways.forEach((way, button) -> button.setVisible(leading.contains(way)));
        clear.setVisible(rows.isAnyTyped());
        suggestions.setVisible(!leading.isEmpty() || clear.isVisible());
    }

    private Button button(String key, Runnable doing) {
        var button = new Button(getTranslation(key), click -> doing.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }

    /** What speaks for a claim, and what was withheld of it. */
    private final class Beside implements PartRows.Beside {

        @Override
        public boolean isLikely(Choice claim) {
            return deductions != null && deductions.isNoted(claim)
                    || proposal.isNamed(claim)
                    || proposal.isExact(claim);
        }

        @Override
        public Component state(Choice claim) {
            var marks = new Div();
            marks.addClassName("marks");
            if (about != About.REFUND) {
                marks.add(PartRows.due(claim));
                if (proposal.isNamed(claim)) {
                    marks.add(new Pill(getTranslation("parts.named"), "good"));
                }
                if (whole > 0 && proposal.isExact(claim)) {
                    marks.add(new Pill(getTranslation("parts.exact"), "good"));
                }
            }
            return marks;
        }

        @Override
        public Component cell(Choice claim, TextField field) {
            return deductions == null ? field : deductions.cell(claim, field);
        }

        @Override
        public long fitting() {
            return left();
        }

        @Override
        public void changed() {
            count();
        }
    }

    /** What is not laid on a claim yet; below zero where too much is. */
    long left() {
        return whole - besides - parts().stream().mapToLong(Part::amount).sum();
    }

    private void count() {
        if (deductions != null) {
            deductions.count();
        }
        long left = left();
        remainder.removeAll();
        remainder.setClassName("bad", left < 0);
        remainder.add(
                new Span(getTranslation(left < 0 ? "receipt.remainder.too_much" : about.word() + ".remainder")),
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
        return rows.parts();
    }

    /** The same with what was withheld, so far as it is complete. */
    List<Share> shares() {
        var shares = new ArrayList<Share>();
        rows.typed().forEach(claim -> rows.amount(claim)
                .ifPresent(amount -> shares.add(
                        new Share(claim.id(), amount, deductions == null ? null : deductions.of(claim), null, null))));
        return shares;
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        boolean isRight = rows.check() & left() >= 0;
        return (deductions == null || deductions.check()) && isRight;
    }
}
