/** Who did what, when and why: the event log as an auditor reads it. */
@NullMarked
package io.duebook.audit;

import org.jspecify.annotations.NullMarked;
