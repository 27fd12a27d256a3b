/** What a customer owes, computed from the books: open items of a day, or the activity of a period. */
@NullMarked
package io.duebook.statement;

import org.jspecify.annotations.NullMarked;
