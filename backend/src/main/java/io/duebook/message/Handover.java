package io.duebook.message;

/** How it ended to hand a mail over to the mail server. */
sealed interface Handover {

    /** The server took it, and answers for it from now on. */
    record Accepted() implements Handover {}

    /** The server will never take it. */
    record Refused(String reason) implements Handover {}

    /** The server has not taken it, and may another time. */
    record NotYet(String reason) implements Handover {}

    /** All of it was handed over and no answer came: it may have been taken. */
    record Unheard(String reason) implements Handover {}
}
