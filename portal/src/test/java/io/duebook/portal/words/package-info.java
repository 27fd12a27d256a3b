/** How amounts, days and refusals are said. */
@NullMarked
package io.duebook.portal.words;

import org.jspecify.annotations.NullMarked;
