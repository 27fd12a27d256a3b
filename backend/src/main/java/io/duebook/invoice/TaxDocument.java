package io.duebook.invoice;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tax document that belongs to an invoice: it may belong to several, and an invoice to several of them.
 *
 * @param number its own; only one that is not issued yet may be without
 * @param issuedOn where it is known
 */
record TaxDocument(
        @NotNull Kind kind,
        @Size(min = 1, max = 64) @Nullable String number,
        @NotNull State state,
        @Nullable LocalDate issuedOn) {

    private static final String TWENTY_DIGITS = "\\d{20}";

    /** What it is by the law of its country. */
    enum Kind {
        /** 全面数字化的电子发票: numbered by the tax authority with 20 digits, and never voided. */
        @JsonProperty("digital_fapiao")
        DIGITAL_FAPIAO,
        @JsonProperty("other")
        OTHER
    }

    /** How far it is, 开票状态: what needs most to be done yet comes first. */
    enum State {
        @JsonProperty("requested")
        REQUESTED,
        @JsonProperty("issued")
        ISSUED,
        /** Taken back by a document of its own: 红冲. */
        @JsonProperty("reversed")
        REVERSED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @AssertTrue(message = "one that was issued has a number; that of a digital fapiao has 20 digits")
    boolean isNumbered() {
        return number == null ? state == State.REQUESTED : kind != Kind.DIGITAL_FAPIAO || number.matches(TWENTY_DIGITS);
    }

    /** Whether it can only be reversed: what the authority has issued does not go away by being left out. */
    boolean isForGood() {
        return kind == Kind.DIGITAL_FAPIAO && state != State.REQUESTED;
    }

    boolean isStillIn(InvoiceReferences later) {
        return later.taxDocuments().stream()
                .anyMatch(document -> document.isForGood()
                        && Objects.equals(document.number(), number)
                        && (state == State.ISSUED || document.state() == State.REVERSED));
    }
}
