/** What the demo looks like. */
@NullMarked
package io.duebook.sandbox.demo;

import org.jspecify.annotations.NullMarked;
