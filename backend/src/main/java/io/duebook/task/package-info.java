/** What customers object to or ask: cases with an owner, a thread and an outcome. */
@NullMarked
package io.duebook.task;

import org.jspecify.annotations.NullMarked;
