package io.duebook.portal.document;

import com.vaadin.flow.component.textfield.TextArea;

/** The fields that dialogs about cases have in common. */
final class CaseFields {

    private static final int LONGEST = 5_000;

    private CaseFields() {}

    /** Takes what somebody says in a thread, as wide as its form. */
    static TextArea words(String label) {
        var words = new TextArea();
        words.setLabel(words.getTranslation(label));
        words.setMaxLength(LONGEST);
        words.setRequiredIndicatorVisible(true);
        words.setMinRows(4);
        words.addClassName("wide");
        return words;
    }
}
