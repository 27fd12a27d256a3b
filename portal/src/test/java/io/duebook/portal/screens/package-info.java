/** Every screen in a real browser, in both languages and sizes. */
@NullMarked
package io.duebook.portal.screens;

import org.jspecify.annotations.NullMarked;
