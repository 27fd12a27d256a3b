package io.duebook.item;

/** By which of its dates a movement counts as of a day. */
public enum DateBasis {
    /** In which period it is booked. */
    ACCOUNTING,
    /** When it counts for interest, discount and days past due. */
    VALUE
}
