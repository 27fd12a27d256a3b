package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.session.SignInAgain;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.words.ProblemWords;
import io.duebook.portal.words.Translations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A screen could not be shown: says why, and where to go from here. */
@AnonymousAllowed
public class ProblemScreen extends Main implements HasErrorParameter<Exception>, HasDynamicTitle {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemScreen.class);

    private final Visitor visitor;
    private final transient Translations translations;

    ProblemScreen(Visitor visitor, Translations translations) {
        this.visitor = visitor;
        this.translations = translations;
        addClassNames("page", "message-page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        Throwable cause = Doors.rootOf(parameter.getException());
        return switch (cause) {
            case SignInAgain ended -> {
                visitor.signInAgain(event.getUI());
                yield 401;
            }
            case ApiProblem problem when problem.body().status() == 404 -> show("not_found", "", 404);
            case ApiProblem problem when problem.body().status() == 403 -> show("forbidden", "", 403);
            case ApiProblem problem ->
                show("trouble", new ProblemWords(translations, getLocale()).sentence(problem), 503);
            case NotAllowed closed -> show("forbidden", "", 403);
            default -> {
                LOG.error("a screen could not be shown", parameter.getException());
                yield show("trouble", getTranslation("problem.internal_error"), 500);
            }
        };
    }

    private int show(String kind, String sentence, int status) {
        add(message(this, kind, sentence));
        return status;
    }

    /** What happened, and the way to the start. */
    static Div message(Component on, String kind, String sentence) {
        var text = new Paragraph(sentence.isEmpty() ? on.getTranslation("page." + kind + ".text") : sentence);
        var home = new Anchor("/", on.getTranslation("page.home"));
        home.addClassName("btn-link");
        home.setRouterIgnore(true);
        var box = new Div(new H1(on.getTranslation("page." + kind + ".title")), text, home);
        box.addClassNames("panel", "message");
        return box;
    }

    @Override
    public String getPageTitle() {
        return "Duebook";
    }
}
