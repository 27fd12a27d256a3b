/** What the tests of every module share: a real PostgreSQL, found or started at run time. */
@NullMarked
package io.duebook.testing;

import org.jspecify.annotations.NullMarked;
