/** Journeys of people and programs over the whole installation: every part real, in a real browser. */
@NullMarked
package io.duebook.e2e;

import org.jspecify.annotations.NullMarked;
