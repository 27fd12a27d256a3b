/** The API as the portal uses it: one interface per resource, small records, and what a refusal says. */
@NullMarked
package io.duebook.portal.api;

import org.jspecify.annotations.NullMarked;
