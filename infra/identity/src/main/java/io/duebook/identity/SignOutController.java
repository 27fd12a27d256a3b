package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Signing out at the issuer itself, for whoever comes without the portal's id token. */
@Controller
class SignOutController {

    private final Sessions sessions;

    SignOutController(Sessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping("/sign-out")
    String form() {
        return "sign-out";
    }

    @PostMapping("/sign-out")
    ModelAndView signOut(HttpServletRequest request) {
        sessions.end(request);
        return new ModelAndView(Journey.to(request.getContextPath() + "/signed-out"));
    }

    @GetMapping("/signed-out")
    String signedOut() {
        return "signed-out";
    }
}
