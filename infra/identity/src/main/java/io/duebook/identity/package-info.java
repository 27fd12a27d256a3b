/** Sign-in, memberships, API clients and tokens: who somebody is, and for which tenant. */
@NullMarked
package io.duebook.identity;

import org.jspecify.annotations.NullMarked;
