package io.duebook.payment.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Where Stripe tells us that something happened: verified on the raw body, kept, answered; the work comes later. */
@RestController
class WebhookController {

    private static final long TOLERANCE_SECONDS = 300;

    private final List<String> secrets;
    private final WebhookInbox inbox;
    private final JsonMapper json;

    WebhookController(StripeSettings settings, WebhookInbox inbox, JsonMapper json) {
        this.secrets = settings.webhookSecrets();
        this.inbox = inbox;
        this.json = json;
    }

    record Received(boolean received) {}

    @Hidden
    @PostMapping("/v1/stripe/webhooks")
    Mono<Received> receive(
            @RequestBody byte[] body,
            @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature) {
        String payload = new String(body, StandardCharsets.UTF_8);
        return Mono.justOrEmpty(signature)
                .filter(header -> isSigned(payload, header))
                .flatMap(header -> Mono.justOrEmpty(WebhookEvent.read(json, payload)))
                .switchIfEmpty(Mono.error(ForgedEvent::new))
                .flatMap(event -> inbox.keep(event).thenReturn(new Received(true)));
    }

    /** The platform's own events and connected accounts' events are signed with a secret each. */
    private boolean isSigned(String payload, String header) {
        return secrets.stream().anyMatch(secret -> isSignedWith(secret, payload, header));
    }

    private static boolean isSignedWith(String secret, String payload, String header) {
        try {
            return Webhook.Signature.verifyHeader(payload, header, secret, TOLERANCE_SECONDS);
        } catch (SignatureVerificationException forged) {
            return false;
        }
    }
}
