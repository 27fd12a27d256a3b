package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** What is known of a thing, as names and values. */
public final class Facts extends DescriptionList {

    public Facts() {
        addClassName("facts");
    }

    /** Leaves out what is not given. */
    public Facts fact(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? this : fact(name, new Span(value));
    }

    public Facts fact(String name, Component value) {
        add(new Div(new Term(name), new Description(value)));
        return this;
    }
}
