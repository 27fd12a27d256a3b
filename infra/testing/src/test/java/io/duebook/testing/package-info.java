/** The test databases, tested against whichever server this machine offers. */
@NullMarked
package io.duebook.testing;

import org.jspecify.annotations.NullMarked;
