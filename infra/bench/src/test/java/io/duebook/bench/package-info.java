/** Measures the API against what PostgreSQL itself can do with the same rows, in one run on one machine. */
@NullMarked
package io.duebook.bench;

import org.jspecify.annotations.NullMarked;
