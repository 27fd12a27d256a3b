/** Fills demo tenants through the public API, from a seed. */
@NullMarked
package io.duebook.sandbox.demo;

import org.jspecify.annotations.NullMarked;
