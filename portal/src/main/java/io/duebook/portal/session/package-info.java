/** Signing in and out, the person's own token, and what that person may do. */
@NullMarked
package io.duebook.portal.session;

import org.jspecify.annotations.NullMarked;
