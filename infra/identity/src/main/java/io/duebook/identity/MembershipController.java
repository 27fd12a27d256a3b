package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Choosing for whom to act, for people with several memberships. */
@Controller
class MembershipController {

    private final Memberships memberships;
    private final People people;
    private final Sessions sessions;
    private final Journey journey;

    MembershipController(Memberships memberships, People people, Sessions sessions, Journey journey) {
        this.memberships = memberships;
        this.people = people;
        this.sessions = sessions;
        this.journey = journey;
    }

    @GetMapping("/memberships")
    ModelAndView choose(Authentication authentication) {
        return SignedIn.from(authentication).map(this::page).orElseGet(MembershipController::signInFirst);
    }

    private ModelAndView page(SignedIn signedIn) {
        return new ModelAndView("memberships")
                .addObject("person", people.get(signedIn.person()).calledName())
                .addObject("chosen", signedIn.membership())
                .addObject("memberships", memberships.activeOf(signedIn.person()));
    }

    @PostMapping("/memberships")
    ModelAndView chosen(
            @RequestParam String membership,
            Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<SignedIn> signedIn = SignedIn.from(authentication);
        if (signedIn.isEmpty()) {
            return signInFirst();
        }
        // Somebody else's, or one revoked a moment ago: the page shows what there is.
        if (memberships.findActive(signedIn.get().person(), membership).isEmpty()) {
            return page(signedIn.get());
        }
        sessions.choose(signedIn.get(), membership, request, response);
        journey.answer("select_account", request, response);
        return new ModelAndView(journey.onward(request, response));
    }

    private static ModelAndView signInFirst() {
        return new ModelAndView(Journey.to("/sign-in"));
    }
}
