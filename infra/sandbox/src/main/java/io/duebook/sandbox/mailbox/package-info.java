/** Receives every mail of the sandbox and shows it. */
@NullMarked
package io.duebook.sandbox.mailbox;

import org.jspecify.annotations.NullMarked;
