/** What the mailbox promises. */
@NullMarked
package io.duebook.sandbox.mailbox;

import org.jspecify.annotations.NullMarked;
