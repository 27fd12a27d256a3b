package io.duebook.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What became of a mail to one person. */
public enum DeliveryState {
    /** It waits for the mail server, or for another try. */
    @JsonProperty("queued")
    QUEUED,
    /** It is being handed over. */
    @JsonProperty("sending")
    SENDING,
    /** The mail server took it. */
    @JsonProperty("sent")
    SENT,
    /** It was handed over and nobody heard whether it was taken: not sent again until somebody knows. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** The mail server refused it for good, or for too long. */
    @JsonProperty("failed")
    FAILED,
    /** It was taken, and came back. */
    @JsonProperty("bounced")
    BOUNCED,
    /** It was never tried: earlier mail to that address came back. */
    @JsonProperty("suppressed")
    SUPPRESSED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DeliveryState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Whether a person may have it sent again. */
    boolean mayBeRetried() {
        return switch (this) {
            case UNKNOWN, FAILED, BOUNCED, SUPPRESSED -> true;
            case QUEUED, SENDING, SENT -> false;
        };
    }
}
