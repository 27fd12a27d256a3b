/** Tests of fees and interest. */
@NullMarked
package io.duebook.charge;

import org.jspecify.annotations.NullMarked;
