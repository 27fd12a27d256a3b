/** What a customer's contact sees: the statement, paying it, and coming back. */
@NullMarked
package io.duebook.portal.payer;

import org.jspecify.annotations.NullMarked;
