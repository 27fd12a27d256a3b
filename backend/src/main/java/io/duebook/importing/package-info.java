/**
 * Files of receivables taken into the books: checked row by row, then in all at once, and out again as one batch.
 * Nobody imports this package; it stands on the public services of customers, invoices and payments.
 */
@NullMarked
package io.duebook.importing;

import org.jspecify.annotations.NullMarked;
