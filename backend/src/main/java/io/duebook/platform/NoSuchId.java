package io.duebook.platform;

/** A text that cannot be the id of anything. In a path it is not found, in a body an unknown reference. */
final class NoSuchId extends RuntimeException {

    NoSuchId() {
        super("no id", null, false, false);
    }
}
