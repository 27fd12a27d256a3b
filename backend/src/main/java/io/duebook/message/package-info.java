/** Mails to a customer's people: written when something happened, sent as soon as a mail server takes them. */
@NullMarked
package io.duebook.message;

import org.jspecify.annotations.NullMarked;
