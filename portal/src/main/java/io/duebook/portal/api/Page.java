package io.duebook.portal.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of a list, and where the next one begins. */
public record Page<T>(
        List<T> data, boolean hasMore, @Nullable String nextCursor) {}
