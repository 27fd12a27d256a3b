/** A small web server over the JDK's own: routes, requests, replies. */
@NullMarked
package io.duebook.sandbox.http;

import org.jspecify.annotations.NullMarked;
