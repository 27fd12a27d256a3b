package io.duebook.portal.shell;

import com.vaadin.flow.component.notification.Notification;

/** A sentence that comes, is read and goes. */
public final class Notice {

    private static final int READABLE_MS = 4_000;
    private static final int WEIGHTY_MS = 15_000;

    private Notice() {}

    public static void say(String sentence) {
        Notification.show(sentence, READABLE_MS, Notification.Position.TOP_CENTER);
    }

    /** Stays longer: something went otherwise than was asked for. */
    public static void warn(String sentence) {
        Notification.show(sentence, WEIGHTY_MS, Notification.Position.TOP_CENTER)
                .setAssertive(true);
    }
}
