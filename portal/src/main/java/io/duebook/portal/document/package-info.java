/** Invoices and payments, for payers and for staff. */
@NullMarked
package io.duebook.portal.document;

import org.jspecify.annotations.NullMarked;
