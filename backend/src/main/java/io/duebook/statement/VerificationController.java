package io.duebook.statement;

import io.duebook.platform.NotFound;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells anybody whether a statement is ours; the token on it is all they need. */
@RestController
class VerificationController {

    private final Verifications verifications;

    VerificationController(Verifications verifications) {
        this.verifications = verifications;
    }

    @GetMapping("/v1/verifications/{token}")
    Mono<ResponseEntity<Verification>> verify(@PathVariable String token) {
        return verifications
                .find(token)
                .map(found ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(found))
                .switchIfEmpty(Mono.error(NotFound::new));
    }
}
