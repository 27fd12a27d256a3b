/** The customer's portal and the staff workspace: screens over the API, no data of its own. */
@NullMarked
package io.duebook.portal;

import org.jspecify.annotations.NullMarked;
