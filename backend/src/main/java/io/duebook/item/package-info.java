/** Open items and credits, and how one settles the other: the sub-ledger of every customer. */
@NullMarked
package io.duebook.item;

import org.jspecify.annotations.NullMarked;
