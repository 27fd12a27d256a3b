/** A company that runs its receivables here: its settings and policies, its people, its programs, and who is calling. */
@NullMarked
package io.duebook.tenant;

import org.jspecify.annotations.NullMarked;
