/**
 * Proof by a second set of books: random commands through the public API, and the same in memory, written from the rules
 * of the trade alone. Whatever both can be asked must be equal, of any day and as known at any moment; a failure is shrunk
 * to the shortest script that shows it ({@code docs/model-test.md}).
 */
@NullMarked
package io.duebook.model;

import org.jspecify.annotations.NullMarked;
