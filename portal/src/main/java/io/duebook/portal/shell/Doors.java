package io.duebook.portal.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.spring.annotation.SpringComponent;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.session.SignInAgain;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.words.Languages;
import io.duebook.portal.words.ProblemWords;
import io.duebook.portal.words.Translations;
import java.util.Arrays;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** What every page gets when it opens: its language, who may enter where, and words for what goes wrong. */
@SpringComponent
class Doors implements VaadinServiceInitListener {

    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
    private static final int READABLE_MS = 8_000;

    private final ObjectProvider<Visitor> visitors;
    private final Translations translations;

    Doors(ObjectProvider<Visitor> visitors, Translations translations) {
        this.visitors = visitors;
        this.translations = translations;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(session -> session.getSession().setErrorHandler(this::failed));
        event.getSource().addUIInitListener(opened -> open(opened.getUI()));
        event.getSource().setSystemMessagesProvider(info -> systemMessages(info.getLocale()));
    }

    /** An ended session reloads the address it was at, which leads through sign-in and back. */
    private CustomizedSystemMessages systemMessages(Locale language) {
        var messages = new CustomizedSystemMessages();
        messages.setSessionExpiredNotificationEnabled(false);
        messages.setInternalErrorCaption(translations.getTranslation("page.trouble.title", language));
        messages.setInternalErrorMessage(translations.getTranslation("frame.broken", language));
        messages.setCookiesDisabledCaption(translations.getTranslation("frame.no_cookies.title", language));
        messages.setCookiesDisabledMessage(translations.getTranslation("frame.no_cookies", language));
        return messages;
    }

    private void open(UI ui) {
        Locale language = VaadinServletRequest.getCurrent() == null
                ? Languages.ENGLISH
                : LanguageChoice.of(VaadinServletRequest.getCurrent().getHttpServletRequest());
        ui.setLocale(language);
        ui.getSession().setLocale(language);
        ui.getPage().executeJs("document.documentElement.lang = $0", Languages.tag(language));
        ui.getReconnectDialogConfiguration().setDialogText(translations.getTranslation("frame.reconnecting", language));
        ui.getReconnectDialogConfiguration()
                .setDialogTextGaveUp(translations.getTranslation("frame.gave_up", language));
        ui.addBeforeEnterListener(this::check);
    }

    private void check(BeforeEnterEvent event) {
        For door = event.getNavigationTarget().getAnnotation(For.class);
        if (door == null) {
            return;
        }
        Visitor visitor = visitors.getObject();
        boolean fits =
                switch (door.value()) {
                    case ALL -> true;
                    case CONTACT -> visitor.isContact();
                    case STAFF -> !visitor.isContact();
                };
        if (!fits || !Arrays.stream(door.scopes()).allMatch(visitor::may)) {
            event.rerouteToError(NotAllowed.class, "");
        }
    }

    /** What a click or an edit ran into. What navigation runs into has a screen: {@link ProblemScreen}. */
    private void failed(ErrorEvent event) {
        UI ui = UI.getCurrent();
        Throwable cause = rootOf(event.getThrowable());
        if (cause instanceof SignInAgain && ui != null) {
            visitors.getObject().signInAgain(ui);
            return;
        }
        if (!(cause instanceof ApiProblem)) {
            LOG.error("a screen failed", event.getThrowable());
        }
        if (ui != null) {
            show(sentence(cause, ui.getLocale()));
        }
    }

    private String sentence(Throwable cause, Locale language) {
        return cause instanceof ApiProblem problem
                ? new ProblemWords(translations, language).sentence(problem)
                : translations.getTranslation("problem.internal_error", language);
    }

    private static void show(String sentence) {
        Notification notification = Notification.show(sentence, READABLE_MS, Notification.Position.TOP_CENTER);
        notification.addThemeVariants(NotificationVariant.ERROR);
        notification.setAssertive(true);
    }

    /** Frameworks wrap what a listener threw; the sentence is in the innermost of ours. */
    static Throwable rootOf(Throwable thrown) {
        Throwable at = thrown;
        while (!(at instanceof ApiProblem) && !(at instanceof SignInAgain) && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
