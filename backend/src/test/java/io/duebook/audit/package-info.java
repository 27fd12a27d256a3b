@NullMarked
package io.duebook.audit;

import org.jspecify.annotations.NullMarked;
