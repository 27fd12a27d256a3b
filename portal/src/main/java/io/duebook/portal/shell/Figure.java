package io.duebook.portal.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** One figure with what it is and what it is made of. */
public final class Figure extends Div {

    private Figure(String look, String label, String value, String below) {
        addClassNames("panel", "figure");
        if (!look.isEmpty()) {
            addClassName(look);
        }
        add(span("figure-label", label), span("figure-value", value), span("figure-below", below));
    }

    public static Figure hero(String label, String value, String below) {
        return new Figure("hero", label, value, below);
    }

    public static Figure plain(String label, String value, String below) {
        return new Figure("", label, value, below);
    }

    /** Red, unless nothing is overdue. */
    public static Figure overdue(boolean isAny, String label, String value, String below) {
        return new Figure(isAny ? "danger" : "", label, value, below);
    }

    private static Span span(String look, String text) {
        var span = new Span(text);
        span.addClassName(look);
        return span;
    }

    /** Figures side by side. */
    public static Div row(Figure... figures) {
        var row = new Div(figures);
        row.addClassName("figures");
        return row;
    }
}
