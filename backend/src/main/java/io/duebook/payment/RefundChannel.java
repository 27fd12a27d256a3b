package io.duebook.payment;

import io.duebook.shared.Money;

/** A processor that gives money back by itself to whoever paid through it. What it is asked for, it finds as due work. */
public interface RefundChannel {

    /** As payments name it: {@code stripe}. */
    String processor();

    /** The kind of due work that a new refund leaves for it; its subject is the refund. */
    String work();

    /** Whether it can count the amount. */
    boolean counts(Money amount);
}
