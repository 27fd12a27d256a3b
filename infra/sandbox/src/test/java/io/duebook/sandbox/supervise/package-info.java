/** What the supervisor promises. */
@NullMarked
package io.duebook.sandbox.supervise;

import org.jspecify.annotations.NullMarked;
