package io.duebook.item;

import com.fasterxml.jackson.annotation.JsonValue;
import io.duebook.platform.MalformedRequest;
import org.jspecify.annotations.Nullable;

/**
 * By which of its dates a movement counts as of a day. They differ where money was found when its month was closed: it is
 * booked on the first open day, and counts from the day it came.
 */
public enum DateBasis {
    /** In which period it is booked. */
    ACCOUNTING("accounting"),
    /** When it counts for interest, discount and days past due. */
    VALUE("value");

    private final String code;

    DateBasis(String code) {
        this.code = code;
    }

    /**
     * By accounting date unless asked otherwise.
     *
     * @throws MalformedRequest for any other word than {@code accounting} and {@code value}
     */
    public static DateBasis of(@Nullable String asked) {
        return switch (asked) {
            case null -> ACCOUNTING;
            case "accounting" -> ACCOUNTING;
            case "value" -> VALUE;
            default -> throw new MalformedRequest("invalid_parameter", "", "date is accounting or value.");
        };
    }

    @JsonValue
    public String code() {
        return code;
    }
}
