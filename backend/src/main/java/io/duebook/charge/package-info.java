/** Fees, costs and interest claims: small documents that are items of their own beside the principal. */
@NullMarked
package io.duebook.charge;

import org.jspecify.annotations.NullMarked;
