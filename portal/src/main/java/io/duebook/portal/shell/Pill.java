package io.duebook.portal.shell;

import com.vaadin.flow.component.html.Span;
import io.duebook.portal.words.Due;

/** A state in a word or two. */
public final class Pill extends Span {

    public Pill(String text, String look) {
        super(text);
        addClassNames("pill", look);
    }

    public static Pill due(long daysPastDue) {
        var pill = new Pill("", "ok");
        Due due = Due.of(daysPastDue);
        pill.removeClassName("ok");
        pill.addClassName(due.look());
        pill.setText(pill.getTranslation(due.key(), due.days()));
        return pill;
    }
}
