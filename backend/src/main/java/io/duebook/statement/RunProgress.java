package io.duebook.statement;

/**
 * How far a run is, in customers, and what became of the mails it queued, in mails.
 *
 * @param customers how many were chosen; 0 until it begins
 * @param pending of them, not reached yet
 * @param queued of them, frozen and mails queued
 * @param notSent of them, for whom there is a reason why not
 * @param mailsWaiting mails that the mail server has not taken yet
 * @param mailsSent mails it took
 * @param mailsInTrouble mails that failed, came back, were suppressed or of which nobody knows
 */
record RunProgress(
        long customers,
        long pending,
        long queued,
        long notSent,
        long mailsWaiting,
        long mailsSent,
        long mailsInTrouble) {}
