package io.duebook.portal.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Who may sign in: customers' contacts and the tenant's members. */
public interface PeopleApi {

    @GetExchange("/v1/contacts")
    Page<Contact> contacts(
            @RequestParam String customer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @PostExchange("/v1/contacts")
    Contact inviteContact(@RequestHeader("Idempotency-Key") String key, @RequestBody NewContact contact);

    @PostExchange("/v1/contacts/{id}/invite")
    Contact inviteContactAgain(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    @PostExchange("/v1/contacts/{id}/revoke")
    Contact revokeContact(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    @GetExchange("/v1/members")
    Page<Member> members(@RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @PostExchange("/v1/members")
    Member inviteMember(@RequestHeader("Idempotency-Key") String key, @RequestBody NewMember member);

    @PostExchange("/v1/members/{id}/invite")
    Member inviteMemberAgain(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    @PostExchange("/v1/members/{id}/revoke")
    Member revokeMember(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    /** @param state invited, active or revoked */
    record Contact(String id, String email, @Nullable String name, String language, String state) {}

    record NewContact(
            String customer,
            String email,
            @Nullable String name,
            @Nullable String language) {}

    /** @param state invited, active or revoked */
    record Member(String id, String email, @Nullable String name, String language, List<String> roles, String state) {}

    record NewMember(
            String email,
            @Nullable String name,
            List<String> roles,
            @Nullable String language) {}
}
