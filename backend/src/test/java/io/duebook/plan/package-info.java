@NullMarked
package io.duebook.plan;

import org.jspecify.annotations.NullMarked;
