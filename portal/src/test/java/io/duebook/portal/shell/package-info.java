/** Tests of what stands in the package of the same name. */
@NullMarked
package io.duebook.portal.shell;

import org.jspecify.annotations.NullMarked;
