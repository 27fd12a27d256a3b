/** What the backend's tests speak: a running backend, tenants of their own, programs and contacts that call it. */
@NullMarked
package io.duebook.scenario;

import org.jspecify.annotations.NullMarked;
