package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Accepting an invitation: somebody new chooses a name and a password, somebody known only agrees. */
@Controller
class InvitationController {

    private static final String VIEW = "invitation";
    private static final int LONGEST_NAME = 200;

    private final Invitations invitations;
    private final Sessions sessions;
    private final Settings settings;

    InvitationController(Invitations invitations, Sessions sessions, Settings settings) {
        this.invitations = invitations;
        this.sessions = sessions;
        this.settings = settings;
    }

    @GetMapping("/invitation")
    ModelAndView form(@RequestParam(defaultValue = "") String token) {
        return invitations
                .look(token)
                .map(invitation -> page(new ModelAndView(VIEW), token, invitation))
                .orElseGet(Pages::linkDead);
    }

    @PostMapping("/invitation")
    ModelAndView accept(
            @RequestParam String token,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Invitations.Invitation> found = invitations.look(token);
        if (found.isEmpty()) {
            return Pages.linkDead();
        }
        Invitations.Invitation invitation = found.get();
        if (invitation.person().hasPassword()) {
            return in(invitations.accept(token), request, response);
        }
        Optional<String> objection = objection(name, password, repeated, invitation.person());
        return objection.isPresent()
                ? page(Pages.again(VIEW, objection.get()), token, invitation).addObject("name", name)
                : in(invitations.accept(token, name.strip(), password), request, response);
    }

    private static Optional<String> objection(String name, String password, String repeated, Person person) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            return Optional.of("invitation.nameMissing");
        }
        return PasswordRule.objection(password, repeated, person.email());
    }

    private ModelAndView in(
            Optional<Invitations.Invitation> accepted, HttpServletRequest request, HttpServletResponse response) {
        if (accepted.isEmpty()) {
            return Pages.linkDead();
        }
        Invitations.Invitation invitation = accepted.get();
        sessions.begin(
                request,
                response,
                invitation.person().id(),
                invitation.membership().id());
        return new ModelAndView(Journey.to(settings.portal().start()));
    }

    private static ModelAndView page(ModelAndView page, String token, Invitations.Invitation invitation) {
        String name = invitation.person().name();
        return page.addObject("token", token)
                .addObject("name", name == null ? "" : name)
                .addObject("email", invitation.person().email())
                .addObject("known", invitation.person().hasPassword())
                .addObject("membership", invitation.membership());
    }
}
