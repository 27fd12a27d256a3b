@NullMarked
package io.duebook.statement;

import org.jspecify.annotations.NullMarked;
