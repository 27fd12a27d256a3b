package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Signing in, by password or by a link sent by mail. */
@Controller
class SignInController {

    private final PasswordSignIn passwordSignIn;
    private final Passwords passwords;
    private final Links links;
    private final Attempts attempts;
    private final Sessions sessions;
    private final Journey journey;
    private final Executor afterwards;

    SignInController(
            PasswordSignIn passwordSignIn,
            Passwords passwords,
            Links links,
            Attempts attempts,
            Sessions sessions,
            Journey journey,
            Executor afterwards) {
        this.passwordSignIn = passwordSignIn;
        this.passwords = passwords;
        this.links = links;
        this.attempts = attempts;
        this.sessions = sessions;
        this.journey = journey;
        this.afterwards = afterwards;
    }

    @GetMapping("/")
    ModelAndView start(HttpServletRequest request, HttpServletResponse response) {
        return new ModelAndView(journey.onward(request, response));
    }

    @GetMapping({"/sign-in", "/sign-in/mail"})
    ModelAndView form() {
        return new ModelAndView("sign-in").addObject("email", "");
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(
            @RequestParam String email,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (passwordSignIn.signIn(email, password, ClientAddress.of(request))) {
            case PasswordSignIn.Recognised(Person person) -> in(person, request, response);
            case PasswordSignIn.Unrecognised() -> unrecognised(email);
            case PasswordSignIn.Locked(Duration remaining) -> locked(email, remaining, response);
        };
    }

    private ModelAndView in(Person person, HttpServletRequest request, HttpServletResponse response) {
        sessions.begin(request, response, person.id(), null);
        journey.answer("login", request, response);
        return new ModelAndView(journey.onward(request, response));
    }

    private static ModelAndView unrecognised(String email) {
        ModelAndView page = new ModelAndView("sign-in");
        page.setStatus(HttpStatus.UNAUTHORIZED);
        return page.addObject("email", email).addObject("error", "signIn.unrecognised");
    }

    private static ModelAndView locked(String email, Duration remaining, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(remaining.toSeconds()));
        ModelAndView page = new ModelAndView("sign-in");
        page.setStatus(HttpStatus.TOO_MANY_REQUESTS);
        return page.addObject("email", email)
                .addObject("error", remaining.toSeconds() <= 90 ? "locked.seconds" : "locked.minutes")
                .addObject("wait", remaining.toSeconds() <= 90 ? remaining.toSeconds() : minutes(remaining));
    }

    private static long minutes(Duration remaining) {
        return (remaining.toSeconds() + 59) / 60;
    }

    /** Answers alike and at once whether or not anybody has this address; what there is to do is done afterwards. */
    @PostMapping("/sign-in/mail")
    ModelAndView mailLink(
            @RequestParam String email, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        Optional<Duration> wait = attempts.admit(Attempts.Limit.MAIL_FROM_ADDRESS, ClientAddress.of(request));
        if (wait.isPresent()) {
            return locked(email, wait.get(), response);
        }
        if (attempts.admit(Attempts.Limit.MAIL_TO_ACCOUNT, People.normal(email)).isEmpty()) {
            afterwards.execute(() -> passwords.sendSignInLink(email, Language.of(locale)));
        }
        return new ModelAndView(Journey.to(request.getContextPath() + "/sign-in/mailed"));
    }

    @GetMapping("/sign-in/mailed")
    String mailed() {
        return "mailed";
    }

    /** Shows a button and signs nobody in: mail scanners open links, but press nothing. */
    @GetMapping("/sign-in/link")
    ModelAndView link(@RequestParam(defaultValue = "") String token) {
        return links.look(Links.Purpose.SIGN_IN, token).isPresent()
                ? new ModelAndView("sign-in-link").addObject("token", token)
                : Pages.linkDead();
    }

    @PostMapping("/sign-in/link")
    ModelAndView followLink(@RequestParam String token, HttpServletRequest request, HttpServletResponse response) {
        return passwords
                .followSignInLink(token)
                .map(person -> in(person, request, response))
                .orElseGet(Pages::linkDead);
    }
}
