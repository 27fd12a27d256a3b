package io.duebook.portal.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** What is said where there is nothing to show. */
public final class Nothing extends Div {

    public Nothing(String heading, String text) {
        var first = new Span(heading);
        first.addClassName("nothing-title");
        add(first, new Paragraph(text));
        addClassName("nothing");
    }
}
