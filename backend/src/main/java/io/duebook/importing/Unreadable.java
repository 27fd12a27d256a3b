package io.duebook.importing;

/** A cell that does not read as what its column stands for. */
final class Unreadable extends RuntimeException {

    private final String code;
    private final String reason;

    /** @param code what a program relies on; @param reason tells a person what to change in the file */
    Unreadable(String code, String reason) {
        super(reason, null, false, false);
        this.code = code;
        this.reason = reason;
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
