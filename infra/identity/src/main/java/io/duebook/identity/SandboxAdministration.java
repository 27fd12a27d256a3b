package io.duebook.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-ins known beforehand, for the demonstration only: this class is not there without the profile. */
@RestController
@Profile("sandbox")
class SandboxAdministration {

    private final People people;
    private final Passwords passwords;
    private final Memberships memberships;

    SandboxAdministration(People people, Passwords passwords, Memberships memberships) {
        this.people = people;
        this.passwords = passwords;
        this.memberships = memberships;
    }

    record Request(
            @NotNull @Email String email,
            @NotNull @Size(min = 1, max = 128) String password) {}

    @PutMapping("/admin/sandbox/users")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@Valid @RequestBody Request request) {
        Person person = people.byEmail(request.email())
                .orElseThrow(() -> Refusal.notFound("Nobody was invited at this address."));
        passwords.setForDemonstration(person.id(), request.password());
        memberships.activateAllOf(person.id());
    }
}
