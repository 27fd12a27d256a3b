package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.HasDynamicTitle;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Days;
import org.jspecify.annotations.Nullable;

/** A screen: a heading, what can be done there, and panels below. Knows how the reader writes amounts and days. */
public abstract class Screen extends Main implements HasDynamicTitle {

    private String title = "";

    protected Screen() {
        addClassName("page");
    }

    /** Starts the screen anew. */
    protected final void head(String heading, @Nullable String below, Component... actions) {
        removeAll();
        title = heading;
        var words = new Div(new H1(heading));
        words.addClassName("head-words");
        if (below != null) {
            var line = new Paragraph(below);
            line.addClassName("muted");
            words.add(line);
        }
        var doing = new Div(actions);
        doing.addClassName("head-actions");
        var head = new Header(words, doing);
        head.addClassName("page-head");
        add(head);
        // Where nothing can be done nothing else may take the focus, and it is scrolled with the keyboard all the same.
        if (actions.length == 0) {
            getElement().setAttribute("tabindex", "0");
        } else {
            getElement().removeAttribute("tabindex");
        }
    }

    /** For what stands anew above where the reader is. */
    protected final void showTop() {
        UI.getCurrent().getPage().executeJs("window.scrollTo(0, 0)");
    }

    protected final Section panel(String heading, Component... content) {
        var panel = new Section(new H2(heading));
        panel.addClassName("panel");
        panel.setAriaLabel(heading);
        panel.add(content);
        return panel;
    }

    /** A panel that needs no heading. */
    protected static Div box(Component... content) {
        var box = new Div(content);
        box.addClassName("panel");
        return box;
    }

    /** A way from here, as a button. */
    protected final Anchor action(String address, String key) {
        var action = new Anchor(address, getTranslation(key));
        action.addClassName("btn-link");
        return action;
    }

    /** @param isFirst whether it is what is done here most likely */
    protected final Anchor action(String address, String key, boolean isFirst) {
        Anchor action = action(address, key);
        action.setClassName("first", isFirst);
        return action;
    }

    /** What a screen says when there is nothing to show. */
    protected final Component nothing(String heading, String text) {
        return new Nothing(heading, text);
    }

    protected final Amounts amounts() {
        return Amounts.in(getLocale());
    }

    protected final Days days() {
        return Days.in(getLocale());
    }

    @Override
    public final String getPageTitle() {
        return title + " · Duebook";
    }
}
