package io.duebook.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Members and contacts, as the backend invites, changes and revokes them. */
@RestController
@RequestMapping("/admin/tenants/{tenantId}/memberships/{membershipId}")
class MembershipAdministration {

    private final Invitations invitations;

    MembershipAdministration(Invitations invitations) {
        this.invitations = invitations;
    }

    record Request(
            @NotNull @Email @Size(max = 254) String email,
            @Nullable @Size(max = 200) String name,
            @NotNull @Pattern(regexp = "member|contact") String kind,
            @Nullable Set<@NotNull String> roles,
            @Nullable @Pattern(regexp = Ids.FORM) String customerId,
            @Nullable @Size(max = 200) String customerName,
            @Nullable @Pattern(regexp = "en|zh-CN") String language) {}

    record Answer(String membershipId, String state, String userId) {

        static Answer of(Membership membership) {
            return new Answer(
                    membership.id(),
                    membership.state().name().toLowerCase(Locale.ROOT),
                    membership.personId().toString());
        }
    }

    @PutMapping
    Answer put(
            @PathVariable String tenantId,
            @PathVariable @Pattern(regexp = Ids.FORM) String membershipId,
            @Valid @RequestBody Request request) {
        return Answer.of(invitations.put(wish(tenantId, membershipId, request)));
    }

    private static Invitations.Wish wish(String tenantId, String membershipId, Request request) {
        Membership.Kind kind = Membership.Kind.valueOf(request.kind().toUpperCase(Locale.ROOT));
        Set<Role> roles = roles(request.roles());
        switch (kind) {
            case MEMBER -> {
                if (roles.isEmpty() || request.customerId() != null) {
                    throw Refusal.invalid("member_incomplete", "A member has roles and no customer.");
                }
            }
            case CONTACT -> {
                if (request.customerId() == null || !roles.isEmpty()) {
                    throw Refusal.invalid("contact_incomplete", "A contact has a customer and no roles.");
                }
            }
        }
        return new Invitations.Wish(
                tenantId,
                membershipId,
                request.email(),
                Optional.ofNullable(request.name()).filter(name -> !name.isBlank()),
                kind,
                roles,
                request.customerId(),
                request.customerName(),
                Optional.ofNullable(request.language()).map(Language::of));
    }

    private static Set<Role> roles(@Nullable Set<String> names) {
        Set<Role> roles = new LinkedHashSet<>();
        for (String name : names == null ? Set.<String>of() : names) {
            roles.add(Role.named(name)
                    .orElseThrow(() -> Refusal.invalid("unknown_role", "There is no role " + name + ".")));
        }
        return roles;
    }

    @GetMapping
    Answer get(@PathVariable String tenantId, @PathVariable String membershipId) {
        return Answer.of(invitations.get(tenantId, membershipId));
    }

    @PostMapping("/invitation")
    Answer sendAgain(@PathVariable String tenantId, @PathVariable String membershipId) {
        return Answer.of(invitations.sendAgain(tenantId, membershipId));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String tenantId, @PathVariable String membershipId) {
        invitations.revoke(tenantId, membershipId);
    }
}
