/** Tests of exports. */
@NullMarked
package io.duebook.exporting;

import org.jspecify.annotations.NullMarked;
