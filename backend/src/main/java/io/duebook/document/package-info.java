/** Documents on paper, and files that belong to documents. */
@NullMarked
package io.duebook.document;

import org.jspecify.annotations.NullMarked;
