package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;

/** Terms of payment in the reader's words. */
public final class TermsWords {

    private TermsWords() {}

    /** @param code as {@code net_30} or {@code eom_15}; any other is shown as it is */
    public static String of(Component on, String code) {
        String[] parts = code.split("_", 2);
        if (parts.length < 2 || !parts[0].equals("net") && !parts[0].equals("eom")) {
            return code;
        }
        return parts[1].equals("0")
                ? on.getTranslation("terms." + parts[0] + "_0")
                : on.getTranslation("terms." + parts[0], parts[1]);
    }
}
