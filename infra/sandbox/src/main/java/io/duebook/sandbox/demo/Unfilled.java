package io.duebook.sandbox.demo;

/** The demo could not be made to its end; the next start goes on with it. */
public final class Unfilled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unfilled(String message) {
        super(message);
    }
}
