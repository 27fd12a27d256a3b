package io.duebook.portal.shell;

import io.duebook.portal.words.Languages;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Remembers the chosen language in a cookie, so that it also holds before sign-in. */
@Controller
class LanguageChoice {

    static final String COOKIE = "duebook_language";
    private static final Duration A_YEAR = Duration.ofDays(365);

    @GetMapping("/language")
    ResponseEntity<Void> choose(@RequestParam String tag, @RequestParam(defaultValue = "/") String to) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, Languages.tag(Languages.nearest(tag)))
                .path("/")
                .maxAge(A_YEAR)
                .sameSite("Lax")
                .httpOnly(true)
                .build();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Set-Cookie", cookie.toString())
                .location(URI.create(isOurs(to) ? to : "/"))
                .build();
    }

    /** A path of ours only: whatever names another host would make this address a springboard for deceivers. */
    static boolean isOurs(String to) {
        return to.matches("/([A-Za-z0-9_\\-?=&%.][A-Za-z0-9_\\-/?=&%.]*)?");
    }

    static Locale of(HttpServletRequest request) {
        Optional<String> chosen = request.getCookies() == null
                ? Optional.empty()
                : Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst();
        return Languages.nearest(chosen.orElseGet(() -> request.getLocale().toLanguageTag()));
    }
}
