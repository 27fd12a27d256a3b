/** What the double promises, asked of it with Stripe's own library. */
@NullMarked
package io.duebook.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
