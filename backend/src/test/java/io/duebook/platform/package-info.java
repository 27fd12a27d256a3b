/** Tests of what every feature stands on. */
@NullMarked
package io.duebook.platform;

import org.jspecify.annotations.NullMarked;
