/** Tests of ledger. */
@NullMarked
package io.duebook.ledger;

import org.jspecify.annotations.NullMarked;
