@NullMarked
package io.duebook.report;

import org.jspecify.annotations.NullMarked;
