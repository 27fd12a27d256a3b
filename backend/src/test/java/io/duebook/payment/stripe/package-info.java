/** Tests of paying online, against as much of Stripe as that needs. */
@NullMarked
package io.duebook.payment.stripe;

import org.jspecify.annotations.NullMarked;
