/** The frame around every screen: navigation, language, errors, and the pieces screens are made of. */
@NullMarked
package io.duebook.portal.shell;

import org.jspecify.annotations.NullMarked;
