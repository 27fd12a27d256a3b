/** Tests of payment. */
@NullMarked
package io.duebook.payment;

import org.jspecify.annotations.NullMarked;
