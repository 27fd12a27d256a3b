package io.duebook.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PatchExchange;

/** How the tenant does business where law or trade leave a choice. What a change does not name stays. */
public interface PoliciesApi {

    @GetExchange("/v1/policies")
    ResponseEntity<Policies> get();

    /** What laws ask of whoever pays late: those of a country, and those of several. */
    @GetExchange("/v1/interest_presets")
    Presets presets(@RequestParam(required = false) @Nullable String country);

    @PatchExchange("/v1/policies")
    ResponseEntity<Policies> change(@RequestHeader("If-Match") String version, @RequestBody Policies change);

    /**
     * @param settlement oldest_first or statutory: what a payment settles that names nothing
     * @param applyCredits whether unapplied credit settles a new invoice by itself
     * @param terms of customers without terms of their own, a word or {@link InvoicesApi.GivenTerms}; null: each invoice
     *     must say. Null is sent too: it takes them away.
     * @param weekendShift none, following or preceding: where a due date that follows from terms goes from a weekend
     * @param tolerance up to how much, in minor units of the document's currency, may stay unpaid and count as paid
     */
    record Policies(
            @Nullable Discount discount,
            Interest interest,
            @Nullable String settlement,
            boolean applyCredits,
            long tolerance,
            @Nullable WriteOff writeOff,
            String weekendShift,
            Numbering numbering,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Object terms,

            Mail mail) {}

    /**
     * How mails to customers come. Null is sent too: it takes away what was there.
     *
     * @param senderName null: the tenant's name
     * @param replyTo null: to the address of this installation
     */
    record Mail(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String senderName,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String replyTo) {}

    /** How documents are numbered that nobody gave a number. */
    record Numbering(
            Series invoice, Series creditNote, Series fee, Series interest, Series deposit, Series statement) {}

    /**
     * @param prefix before the count; {@code {year}} in it stands for the document's year, and begins the count anew
     * @param digits at least so many, 1 to 12
     * @param start the first of the count; where the count is behind, it goes on from here
     */
    record Series(String prefix, int digits, long start) {}

    /**
     * @param partPayment full_only or pro_rata: whether a part payment in time earns its part
     * @param taxFollows whether a discount lowers the tax as well
     */
    record Discount(String partPayment, boolean taxFollows) {}

    /**
     * @param taxRelief whether writing off takes the tax back
     * @param approveAbove from which amount a second person must agree, in minor units of the document's currency;
     *     null: never. Null is sent too: it takes a limit away.
     * @param limits what holds instead for people of these roles
     */
    record WriteOff(
            boolean taxRelief,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long approveAbove,

            List<RoleLimit> limits) {}

    /** @param upTo what people of the role write off or waive alone, in minor units; null: any amount */
    record RoleLimit(
            String role,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long upTo) {}

    /**
     * @param rates null in a change that takes a preset, which brings its own
     * @param mode floating or fixed_at_default; null as the rates are
     * @param dueDays days after its issue on which an interest claim is due
     * @param preset the legal rates that these are; null: the tenant's own
     * @param knownUntil the last day for which the preset knew a rate; from then on there is no interest
     */
    record Interest(
            @Nullable List<Rate> rates,
            @Nullable String mode,
            int dueDays,
            @Nullable String preset,
            @Nullable LocalDate knownUntil) {}

    /** @param percent a year, a decimal of at most six places */
    record Rate(LocalDate from, String percent) {}

    record Presets(List<Preset> data) {}

    /**
     * @param country whose law it is; null: of several
     * @param customers for which kinds of customers
     * @param rule in words, with the law it follows
     * @param knownUntil the last day for which rates were found; null: the rate does not change by itself
     * @param checkedOn when the sources were read
     * @param compensation a fixed sum beside the interest, by the size of the debt, the smallest first
     */
    record Preset(
            String id,
            @Nullable String country,
            List<String> customers,
            String rule,
            String mode,
            @Nullable LocalDate knownUntil,
            LocalDate checkedOn,
            List<Rate> rates,
            List<FixedSum> compensation,
            List<String> sources) {}

    /** @param upTo for debts up to this amount, in minor units; null: for any larger one */
    record FixedSum(@Nullable Long upTo, long amount, String currency) {}
}
