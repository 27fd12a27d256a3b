/** Read views over the whole of a tenant's receivables. */
@NullMarked
package io.duebook.report;

import org.jspecify.annotations.NullMarked;
