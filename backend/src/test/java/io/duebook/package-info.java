/** Tests of the whole backend: its structure, its catalogue, its contract. */
@NullMarked
package io.duebook;

import org.jspecify.annotations.NullMarked;
