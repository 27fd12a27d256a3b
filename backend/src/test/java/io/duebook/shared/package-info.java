/** Tests of shared. */
@NullMarked
package io.duebook.shared;

import org.jspecify.annotations.NullMarked;
