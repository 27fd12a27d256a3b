/**
 * The whole books of a tenant as one open file, and back again into a tenant that has none. Nobody imports this package;
 * it reads the tables by what the database's catalogue says of them, so that none is forgotten.
 */
@NullMarked
package io.duebook.exporting;

import org.jspecify.annotations.NullMarked;
