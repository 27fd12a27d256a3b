package io.duebook.sandbox.supervise;

/** Something that keeps the sandbox from running; the message says what a person can do about it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }

    Refused(String message, Throwable cause) {
        super(message, cause);
    }
}
