package io.duebook.portal.staff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in, as a list shows them.
 *
 * @param state invited, active or revoked
 */
record PersonRow(String id, @Nullable String name, String email, List<String> roles, String state) {}
