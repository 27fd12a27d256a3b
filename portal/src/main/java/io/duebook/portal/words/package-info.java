/** How amounts, days and refusals are said in the reader's language. Pure: no screen, no network. */
@NullMarked
package io.duebook.portal.words;

import org.jspecify.annotations.NullMarked;
