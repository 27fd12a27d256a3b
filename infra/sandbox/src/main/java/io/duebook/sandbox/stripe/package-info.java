/** A double of Stripe: the part of its API that Duebook uses, with faults on request. */
@NullMarked
package io.duebook.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
