package io.duebook.portal.shell;

/** A screen that this person's roles do not open. */
public final class NotAllowed extends RuntimeException {

    public NotAllowed() {
        super("not for this person");
    }
}
