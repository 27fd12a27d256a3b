/** Tests of customers and contacts. */
@NullMarked
package io.duebook.customer;

import org.jspecify.annotations.NullMarked;
