@NullMarked
package io.duebook.task;

import org.jspecify.annotations.NullMarked;
