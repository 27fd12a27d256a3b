/** Tests of tenants, their policies, people and programs. */
@NullMarked
package io.duebook.tenant;

import org.jspecify.annotations.NullMarked;
