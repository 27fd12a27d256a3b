/** Tests of invoice. */
@NullMarked
package io.duebook.invoice;

import org.jspecify.annotations.NullMarked;
