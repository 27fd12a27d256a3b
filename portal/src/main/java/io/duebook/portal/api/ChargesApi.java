package io.duebook.portal.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Fees, costs and late interest. */
public interface ChargesApi {

    @GetExchange("/v1/charges")
    Page<Charge> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/charges/{id}")
    Charge get(@PathVariable String id);

    @PostExchange("/v1/charges/{id}/void")
    Charge voidCharge(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody InvoicesApi.Reason reason);

    /** Takes a part off the books while the claim remains; or asks for a second person's word. */
    @PostExchange("/v1/charges/{id}/write_off")
    InvoicesApi.Ended writeOff(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody InvoicesApi.WriteOff writeOff);

    /** Gives a part up for good; or asks for a second person's word. */
    @PostExchange("/v1/charges/{id}/waive")
    InvoicesApi.Ended waive(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody InvoicesApi.Waiver waiver);

    @PostExchange("/v1/fees")
    Charge issue(@RequestHeader("Idempotency-Key") String key, @RequestBody NewFee fee);

    /** What a claim of interest would bring; nothing is posted. */
    @GetExchange("/v1/interest_claims/preview")
    Preview preview(@RequestParam String customer, @RequestParam LocalDate through);

    @PostExchange("/v1/interest_claims")
    Claimed claim(@RequestHeader("Idempotency-Key") String key, @RequestBody NewInterestClaim claim);

    /**
     * @param kind collection_cost, late_fee, return_fee, interest or interest_credit
     * @param invoice the claim it is about
     * @param writtenOff what is off the books and still claimed
     * @param interest how it was counted, where it is interest
     */
    record Charge(
            String id,
            String number,
            InvoicesApi.CustomerName customer,
            String kind,
            String state,
            List<String> flags,
            @Nullable String invoice,
            @Nullable String invoiceNumber,
            String currency,
            long amount,
            long open,
            long writtenOff,
            long waived,
            @Nullable Long unapplied,
            LocalDate issueDate,
            LocalDate dueDate,
            @Nullable Integer daysPastDue,
            @Nullable Counted interest,
            int version) {

        /** What If-Match wants: the strong tag of this version. */
        public String tag() {
            return "\"" + version + "\"";
        }
    }

    /** Interest to a day, and what of it was claimed before. */
    record Counted(LocalDate through, long total, long claimedBefore, List<Period> periods) {}

    /** @param percent a year */
    record Period(LocalDate from, LocalDate to, long days, long principal, String percent) {}

    record NewFee(
            String customer,
            @Nullable String invoice,
            String kind,
            long amount,
            String currency,
            @Nullable LocalDate issueDate,
            @Nullable LocalDate dueDate) {}

    record NewInterestClaim(String customer, LocalDate through) {}

    record Preview(LocalDate through, List<Previewed> data, List<Previewed> credits) {}

    record Previewed(
            String invoice,
            String invoiceNumber,
            LocalDate invoiceDueDate,
            String currency,
            long amount,
            Counted interest) {}

    record Claimed(List<ClaimedInterest> data, List<ClaimedInterest> credits) {}

    record ClaimedInterest(String id, String number, String invoiceNumber, String currency, long amount) {}
}
