/** Starts, watches and stops the parts of an installation on one machine. */
@NullMarked
package io.duebook.sandbox.supervise;

import org.jspecify.annotations.NullMarked;
