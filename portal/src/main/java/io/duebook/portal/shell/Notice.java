package io.duebook.portal.shell;

import com.vaadin.flow.component.notification.Notification;

/** A sentence that comes, is read and goes. */
public final class Notice {

    private static final int READABLE_MS = 4_000;

    private Notice() {}

    public static void say(String sentence) {
        Notification.show(sentence, READABLE_MS, Notification.Position.TOP_CENTER);
    }
}
