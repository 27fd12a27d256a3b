package io.duebook.portal.document;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.VerificationsApi;
import io.duebook.portal.api.VerificationsApi.Verification;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.words.Days;
import io.duebook.portal.words.Languages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a statement in hand is what was handed out: for anybody, without a sign-in. Shows whose it is, which one and
 * when, and nothing about the customer or any amount.
 */
@Route(value = "verify", autoLayout = false)
@AnonymousAllowed
class VerifyScreen extends Main implements HasUrlParameter<String>, HasDynamicTitle {

    private final transient VerificationsApi verifications;

    VerifyScreen(VerificationsApi verifications) {
        this.verifications = verifications;
        addClassNames("page", "message-page");
    }

    @Override
    public void setParameter(BeforeEvent event, String token) {
        removeAll();
        Div box = find(token).map(this::known).orElseGet(this::unknown);
        box.addClassNames("panel", "message", "verification");
        box.add(language(token));
        add(box);
    }

    private Optional<Verification> find(String token) {
        try {
            return Optional.of(verifications.find(token));
        } catch (ApiProblem problem) {
            if (problem.body().status() == 404 || problem.body().status() == 400) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    private Div known(Verification found) {
        var days = Days.in(getLocale());
        var hash = new Code(found.hash());
        hash.addClassName("hash");
        return new Div(
                new H1(getTranslation("verify.known.title")),
                new Paragraph(getTranslation("verify.known.text", found.tenant())),
                new Facts()
                        .fact(
                                getTranslation("field.state"),
                                found.latest()
                                        ? new Pill(getTranslation("verify.latest"), "ok")
                                        : new Pill(getTranslation("verify.replaced"), "warn"))
                        .fact(getTranslation("verify.by"), found.tenant())
                        .fact(getTranslation("frozen.number"), found.number())
                        .fact(getTranslation("frozen.version"), String.valueOf(found.version()))
                        .fact(getTranslation("frozen.kind"), StatementWords.kind(this, found.kind()))
                        .fact(
                                getTranslation("frozen.days"),
                                StatementWords.days(this, days, found.from(), found.asOf()))
                        .fact(getTranslation("frozen.frozen_at"), days.text(found.frozenAt(), "UTC") + " UTC")
                        .fact(getTranslation("frozen.hash"), hash));
    }

    private Div unknown() {
        return new Div(
                new H1(getTranslation("verify.unknown.title")), new Paragraph(getTranslation("verify.unknown.text")));
    }

    /** The same page in the other language. */
    private Anchor language(String token) {
        Locale other = Languages.isChinese(getLocale()) ? Languages.ENGLISH : Languages.CHINESE;
        var language = new Anchor(
                "/language?tag=" + Languages.tag(other) + "&to="
                        + URLEncoder.encode("/verify/" + token, StandardCharsets.UTF_8),
                Languages.isChinese(other) ? "简体中文" : "English");
        language.getElement().setAttribute("lang", Languages.tag(other));
        language.setRouterIgnore(true);
        return language;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("verify.title") + " · Duebook";
    }
}
