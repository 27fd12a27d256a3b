package io.duebook.customer;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.Page;
import io.duebook.platform.Version;
import io.duebook.shared.ContactId;
import io.duebook.shared.CustomerId;
import io.duebook.tenant.Identity;
import io.duebook.tenant.MembershipState;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Persons at customers over HTTP. */
@RestController
@RequestMapping("/v1/contacts")
class ContactController {

    private final Contacts contacts;
    private final Identity identity;
    private final Commands commands;

    ContactController(Contacts contacts, Identity identity, Commands commands) {
        this.contacts = contacts;
        this.identity = identity;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<ContactView>> invite(@Valid @RequestBody NewContact wanted) {
        return commands.once(
                        wanted,
                        ContactView.class,
                        contacts.invite(wanted).map(ContactView::of).map(ContactController::created))
                .delayUntil(this::tellIdentity);
    }

    /** @param state only contacts in it, as stored: an invitation accepted this minute may still count as invited */
    @GetMapping
    Mono<Page<ContactView>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return contacts.list(customer, state(state), Cursor.parse(cursor, 1), Limit.of(limit))
                .map(page -> page.map(ContactView::of));
    }

    private static @Nullable MembershipState state(@Nullable String word) {
        try {
            return word == null ? null : MembershipState.of(word);
        } catch (IllegalArgumentException unknown) {
            throw new MalformedRequest("invalid_parameter", "/state", "state is invited, active or revoked.");
        }
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<ContactView>> get(@PathVariable ContactId id) {
        return contacts.get(id).map(ContactView::of).map(ContactController::ok);
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<ContactView>> edit(
            @PathVariable ContactId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        return Mono.fromSupplier(() -> Version.fromIfMatch(ifMatch))
                .flatMap(expected -> contacts.edit(id, expected, patch))
                .map(ContactView::of)
                .map(ContactController::ok)
                .delayUntil(this::tellIdentity);
    }

    @PostMapping("/{id}/revoke")
    Mono<ResponseEntity<ContactView>> revoke(@PathVariable ContactId id) {
        return commands.onceIfKeyed(
                        id,
                        ContactView.class,
                        contacts.revoke(id).map(ContactView::of).map(ContactController::ok))
                .delayUntil(this::tellIdentity);
    }

    /** Mails the invitation again. */
    @PostMapping("/{id}/invite")
    Mono<ResponseEntity<ContactView>> inviteAgain(@PathVariable ContactId id) {
        return commands.once(
                id,
                ContactView.class,
                contacts.inviteAgain(id).map(ContactView::of).map(ContactController::ok));
    }

    private Mono<Void> tellIdentity(ResponseEntity<ContactView> outcome) {
        return identity.soon(
                contacts.tell(Objects.requireNonNull(outcome.getBody()).id()));
    }

    private static ResponseEntity<ContactView> created(ContactView view) {
        return ResponseEntity.created(URI.create("/v1/contacts/" + view.id()))
                .eTag(new Version(view.version()).tag())
                .body(view);
    }

    private static ResponseEntity<ContactView> ok(ContactView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }
}
