/** Customers, who owe the tenant money, and the contacts who act for them. */
@NullMarked
package io.duebook.customer;

import org.jspecify.annotations.NullMarked;
