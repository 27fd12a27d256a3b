/** Tests of what stands in the package of the same name. */
@NullMarked
package io.duebook.portal.session;

import org.jspecify.annotations.NullMarked;
