/** A stand-in for the API and for identity, with canned answers in the API's shapes. */
@NullMarked
package io.duebook.portal.fake;

import org.jspecify.annotations.NullMarked;
