/** What every feature stands on and no business word: transactions, tenancy, events, idempotency, problems, time. */
@NullMarked
package io.duebook.platform;

import org.jspecify.annotations.NullMarked;
