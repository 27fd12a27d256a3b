package io.duebook.identity;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** Pages that several controllers show. */
final class Pages {

    private Pages() {}

    /** For links that were used, replaced, revoked, have expired, or never were: which one is nobody's business. */
    static ModelAndView linkDead() {
        ModelAndView page = new ModelAndView("link-dead");
        page.setStatus(HttpStatus.GONE);
        return page;
    }

    /** The same form again, with what to mend. */
    static ModelAndView again(String view, String error) {
        ModelAndView page = new ModelAndView(view);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page.addObject("error", error);
    }
}
