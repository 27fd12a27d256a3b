/** The one-command installation: which part of it to run is the first argument. */
@NullMarked
package io.duebook.sandbox;

import org.jspecify.annotations.NullMarked;
