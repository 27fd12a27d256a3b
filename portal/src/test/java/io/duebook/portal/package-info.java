/** What holds for the portal as a whole. */
@NullMarked
package io.duebook.portal;

import org.jspecify.annotations.NullMarked;
