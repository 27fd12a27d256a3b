/** Duebook's backend: a package is a business word; docs/decisions/0001 says which may import which. */
@NullMarked
package io.duebook;

import org.jspecify.annotations.NullMarked;
