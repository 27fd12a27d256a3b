@NullMarked
package io.duebook.message;

import org.jspecify.annotations.NullMarked;
