/** Values that every part speaks: money, currencies, ids. Nothing here knows more than the JDK. */
@NullMarked
package io.duebook.shared;

import org.jspecify.annotations.NullMarked;
