package io.duebook.portal.words;

/**
 * How late a claim is, as its pill says it: red for overdue and for nothing else.
 *
 * @param key of the sentence; its one parameter is the number of days
 * @param days never negative
 */
public record Due(String key, long days, boolean isOverdue) {

    private static final long SOON = 7;

    /** @param daysPastDue negative before the due date */
    public static Due of(long daysPastDue) {
        if (daysPastDue > 0) {
            return new Due("due.overdue", daysPastDue, true);
        }
        return daysPastDue == 0 ? new Due("due.today", 0, false) : new Due("due.in", -daysPastDue, false);
    }

    /** The pill's colour class. */
    public String look() {
        return isOverdue ? "bad" : days <= SOON ? "warn" : "ok";
    }
}
