package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A forgotten password: a link by mail, then a new one. */
@Controller
class PasswordController {

    private final Passwords passwords;
    private final Attempts attempts;
    private final Sessions sessions;
    private final Journey journey;
    private final Executor afterwards;

    PasswordController(
            Passwords passwords, Attempts attempts, Sessions sessions, Journey journey, Executor afterwards) {
        this.passwords = passwords;
        this.attempts = attempts;
        this.sessions = sessions;
        this.journey = journey;
        this.afterwards = afterwards;
    }

    @GetMapping("/password/forgot")
    String form() {
        return "password-forgot";
    }

    @PostMapping("/password/forgot")
    ModelAndView forgot(@RequestParam String email, HttpServletRequest request, Locale locale) {
        boolean tooMany = attempts.admit(Attempts.Limit.MAIL_FROM_ADDRESS, ClientAddress.of(request))
                .isPresent();
        if (tooMany) {
            ModelAndView page = new ModelAndView("password-forgot");
            page.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            return page.addObject("error", "mail.tooMany");
        }
        if (attempts.admit(Attempts.Limit.MAIL_TO_ACCOUNT, People.normal(email)).isEmpty()) {
            afterwards.execute(() -> passwords.sendPasswordLink(email, Language.of(locale)));
        }
        return new ModelAndView(Journey.to(request.getContextPath() + "/sign-in/mailed"));
    }

    @GetMapping("/password/reset")
    ModelAndView chooseNew(@RequestParam(defaultValue = "") String token) {
        return passwords
                .look(token)
                .map(person -> page(new ModelAndView("password-reset"), token, person))
                .orElseGet(Pages::linkDead);
    }

    @PostMapping("/password/reset")
    ModelAndView reset(
            @RequestParam String token,
            @RequestParam String password,
            @RequestParam String repeated,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Person> person = passwords.look(token);
        if (person.isEmpty()) {
            return Pages.linkDead();
        }
        Optional<String> objection =
                PasswordRule.objection(password, repeated, person.get().email());
        if (objection.isPresent()) {
            return page(Pages.again("password-reset", objection.get()), token, person.get());
        }
        return passwords
                .reset(token, password)
                .map(changed -> {
                    sessions.begin(request, response, changed.id(), null);
                    journey.answer("login", request, response);
                    return new ModelAndView(journey.onward(request, response));
                })
                .orElseGet(Pages::linkDead);
    }

    private static ModelAndView page(ModelAndView page, String token, Person person) {
        return page.addObject("token", token).addObject("email", person.email());
    }
}
