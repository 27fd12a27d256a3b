package io.duebook.portal.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What customers owe, set against what is owed to them. */
public interface NettingsApi {

    @GetExchange("/v1/nettings")
    Page<Netting> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/nettings/{id}")
    Netting get(@PathVariable String id);

    @PostExchange("/v1/nettings")
    Netting net(@RequestHeader("Idempotency-Key") String key, @RequestBody NewNetting netting);

    /** What it settled is open again from that day. */
    @PostExchange("/v1/nettings/{id}/reverse")
    Netting reverse(
            @PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Undoing undoing);

    /**
     * @param amount of all items, in minor units
     * @param reversedOn the day from which they are open again, if they are
     */
    record Netting(
            String id,
            InvoicesApi.CustomerName customer,
            String currency,
            long amount,
            LocalDate nettedOn,
            List<Netted> items,
            String reason,
            @Nullable LocalDate reversedOn,
            Instant createdAt) {}

    /** @param reversed whether it was taken back, by the netting's undoing or by that of the claim's import */
    record Netted(String invoice, String number, long amount, boolean reversed) {}

    /** @param nettedOn today unless given */
    record NewNetting(
            String customer,
            String currency,
            @Nullable LocalDate nettedOn,
            List<PaymentsApi.Part> items,
            String reason) {}

    /** @param reversedOn today unless given */
    record Undoing(@Nullable LocalDate reversedOn, String reason) {}
}
