package io.duebook.tenant;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.Page;
import io.duebook.platform.Version;
import io.duebook.shared.MemberId;
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

/** The tenant's staff over HTTP. */
@RestController
@RequestMapping("/v1/members")
class MemberController {

    private final Members members;
    private final Identity identity;
    private final Commands commands;

    MemberController(Members members, Identity identity, Commands commands) {
        this.members = members;
        this.identity = identity;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<MemberView>> invite(@Valid @RequestBody NewMember wanted) {
        return commands.once(
                        wanted,
                        MemberView.class,
                        members.invite(wanted).map(MemberView::of).map(MemberController::created))
                .delayUntil(this::tellIdentity);
    }

    /** @param state only members in it, as stored: an invitation accepted this minute may still count as invited */
    @GetMapping
    Mono<Page<MemberView>> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return members.list(state(state), Cursor.parse(cursor, 1), Limit.of(limit))
                .map(page -> page.map(MemberView::of));
    }

    private static @Nullable MembershipState state(@Nullable String word) {
        try {
            return word == null ? null : MembershipState.of(word);
        } catch (IllegalArgumentException unknown) {
            throw new MalformedRequest("invalid_parameter", "/state", "state is invited, active or revoked.");
        }
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<MemberView>> get(@PathVariable MemberId id) {
        return members.get(id).map(MemberView::of).map(MemberController::ok);
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<MemberView>> edit(
            @PathVariable MemberId id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        return Mono.fromSupplier(() -> Version.fromIfMatch(ifMatch))
                .flatMap(expected -> members.edit(id, expected, patch))
                .map(MemberView::of)
                .map(MemberController::ok)
                .delayUntil(this::tellIdentity);
    }

    @PostMapping("/{id}/revoke")
    Mono<ResponseEntity<MemberView>> revoke(@PathVariable MemberId id) {
        return commands.onceIfKeyed(
                        id,
                        MemberView.class,
                        members.revoke(id).map(MemberView::of).map(MemberController::ok))
                .delayUntil(this::tellIdentity);
    }

    /** Mails the invitation again. */
    @PostMapping("/{id}/invite")
    Mono<ResponseEntity<MemberView>> inviteAgain(@PathVariable MemberId id) {
        return commands.once(
                id,
                MemberView.class,
                members.inviteAgain(id).map(MemberView::of).map(MemberController::ok));
    }

    private Mono<Void> tellIdentity(ResponseEntity<MemberView> outcome) {
        return identity.soon(
                members.tell(Objects.requireNonNull(outcome.getBody()).id()));
    }

    private static ResponseEntity<MemberView> created(MemberView view) {
        return ResponseEntity.created(URI.create("/v1/members/" + view.id()))
                .eTag(new Version(view.version()).tag())
                .body(view);
    }

    private static ResponseEntity<MemberView> ok(MemberView view) {
        return ResponseEntity.ok().eTag(new Version(view.version()).tag()).body(view);
    }
}
