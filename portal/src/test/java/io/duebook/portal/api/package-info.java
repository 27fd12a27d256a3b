/** Tests of what stands in the package of the same name. */
@NullMarked
package io.duebook.portal.api;

import org.jspecify.annotations.NullMarked;
