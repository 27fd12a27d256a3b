/** The journal: append-only, double-entry, with value date, accounting date and recorded time. The truth. */
@NullMarked
package io.duebook.ledger;

import org.jspecify.annotations.NullMarked;
