/** Files of receivables, good and bad, taken in and out of the books. */
@NullMarked
package io.duebook.importing;

import org.jspecify.annotations.NullMarked;
