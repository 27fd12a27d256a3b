/** Payments: money received from customers, by any method, and what it settles. */
@NullMarked
package io.duebook.payment;

import org.jspecify.annotations.NullMarked;
