package io.duebook.portal.shell;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** An address that leads nowhere. */
@AnonymousAllowed
public class NowhereScreen extends Main implements HasErrorParameter<NotFoundException>, HasDynamicTitle {

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        addClassNames("page", "message-page");
        add(ProblemScreen.message(this, "not_found", ""));
        return 404;
    }

    @Override
    public String getPageTitle() {
        return "Duebook";
    }
}
