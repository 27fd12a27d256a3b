package io.duebook.platform;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lets a scenario move the business clock; the operator's, and in the sandbox only. */
@RestController
@Profile("sandbox")
class ClockController {

    private final ClockKeeper keeper;

    ClockController(ClockKeeper keeper) {
        this.keeper = keeper;
    }

    @PostMapping("/v1/sandbox/clock")
    Mono<Now> move(@Valid @RequestBody Now request) {
        return keeper.moveTo(request.now()).map(Now::new);
    }

    record Now(@NotNull Instant now) {}
}
