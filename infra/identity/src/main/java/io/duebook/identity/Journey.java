package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Where somebody was going when they were asked to sign in or to choose. It is kept in their session and never taken
 * from a parameter, so that no link can send them elsewhere.
 */
@Component
class Journey {

    private static final String ANSWERED = "duebook.answered.";

    private final HttpSessionRequestCache requests = new HttpSessionRequestCache();
    private final String portal;

    Journey(Settings settings) {
        this.portal = settings.portal().start();
    }

    HttpSessionRequestCache requests() {
        return requests;
    }

    void begin(HttpServletRequest request, HttpServletResponse response) {
        requests.saveRequest(request, response);
    }

    /** The authorization request that waits, else the portal. */
    String destination(HttpServletRequest request, HttpServletResponse response) {
        if (requests.getRequest(request, response) instanceof DefaultSavedRequest saved) {
            // Without the host: what the request claimed as its host is nothing to send anybody to.
            return saved.getRequestURI() + (saved.getQueryString() == null ? "" : "?" + saved.getQueryString());
        }
        return portal;
    }

    /** Answers by sending the browser on. */
    View onward(HttpServletRequest request, HttpServletResponse response) {
        return to(destination(request, response));
    }

    /** A redirect that takes the address as it is. */
    static View to(String address) {
        RedirectView view = new RedirectView(address);
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        return view;
    }

    /** Notes that the waiting request has its answer to {@code prompt}, so that it is not asked again. */
    void answer(String prompt, HttpServletRequest request, HttpServletResponse response) {
        if (requests.getRequest(request, response) instanceof DefaultSavedRequest saved) {
            request.getSession().setAttribute(ANSWERED + prompt, String.valueOf(saved.getQueryString()));
        }
    }

    boolean hasAnswered(String prompt, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && Objects.equals(session.getAttribute(ANSWERED + prompt), request.getQueryString());
    }

    /** Forgets where this went and what was answered: the next request with the same prompt asks anew. */
    void arrive(HttpServletRequest request, HttpServletResponse response) {
        requests.removeRequest(request, response);
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ANSWERED + "login");
            session.removeAttribute(ANSWERED + "select_account");
        }
    }
}
