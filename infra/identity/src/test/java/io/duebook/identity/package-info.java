@NullMarked
package io.duebook.identity;

import org.jspecify.annotations.NullMarked;
