package io.duebook.portal.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PatchExchange;

/** How the tenant does business where law or trade leave a choice. What a change does not name stays. */
public interface PoliciesApi {

    @GetExchange("/v1/policies")
    ResponseEntity<Policies> get();

    @PatchExchange("/v1/policies")
    ResponseEntity<Policies> change(@RequestHeader("If-Match") String version, @RequestBody Policies change);

    record Policies(Interest interest, @Nullable WriteOff writeOff) {}

    /** @param taxRelief whether writing off takes the tax back */
    record WriteOff(boolean taxRelief) {}

    /**
     * @param mode floating or fixed_at_default
     * @param dueDays days after its issue on which an interest claim is due
     */
    record Interest(List<Rate> rates, String mode, int dueDays) {}

    /** @param percent a year, a decimal of at most six places */
    record Rate(LocalDate from, String percent) {}
}
