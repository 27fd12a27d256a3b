package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

/** What every page knows: its language, the other one, and the way to the portal. */
@ControllerAdvice
class PageModel {

    private final Settings settings;

    PageModel(Settings settings) {
        this.settings = settings;
    }

    /** A language to switch to, and the address of the same page in it. */
    public record Switch(String tag, String name, String url, boolean current) {}

    @ModelAttribute
    void add(Model model, HttpServletRequest request, Locale locale) {
        Language language = Language.of(locale);
        model.addAttribute("language", language.tag());
        model.addAttribute("languages", switches(request, language));
        model.addAttribute("portal", settings.portal().start());
    }

    private static List<Switch> switches(HttpServletRequest request, Language current) {
        List<Switch> switches = new ArrayList<>();
        for (Language language : Language.values()) {
            String url = UriComponentsBuilder.fromPath(request.getRequestURI())
                    .queryParam("lang", language.tag())
                    .queryParamIfPresent("token", Optional.ofNullable(request.getParameter("token")))
                    .encode()
                    .build()
                    .toUriString();
            switches.add(new Switch(language.tag(), language.ownName(), url, language == current));
        }
        return switches;
    }
}
