/** Invoices: the documents by which a customer comes to owe something. */
@NullMarked
package io.duebook.invoice;

import org.jspecify.annotations.NullMarked;
