/** Tests of item. */
@NullMarked
package io.duebook.item;

import org.jspecify.annotations.NullMarked;
