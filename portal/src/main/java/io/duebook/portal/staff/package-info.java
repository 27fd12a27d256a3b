/** What a member of the tenant's staff sees: the workspace. */
@NullMarked
package io.duebook.portal.staff;

import org.jspecify.annotations.NullMarked;
