package io.duebook.platform;

import java.util.List;
import java.util.UUID;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Who may write at the same time. Every transaction that writes for a tenant shares this lock, taken by the message that
 * begins it; one that must be alone waits a moment for all others to end and keeps new ones waiting meanwhile. What a
 * statement behind the lock reads is therefore true until the transaction ends (docs/decisions/0174).
 */
enum TenantLock {
    SHARED,
    ALONE;

    /** As long as the tenant's other commands are kept waiting for one that would be alone. */
    private static final String LONGEST_WAIT = "2s";

    static Context alone(Context context) {
        return context.put(TenantLock.class, ALONE);
    }

    static TenantLock wanted(ContextView context) {
        return context.<TenantLock>getOrEmpty(TenantLock.class).orElse(SHARED);
    }

    /** Statements without an answer that anybody reads. Only a parsed UUID gets into their texts. */
    List<String> taking(UUID tenant) {
        String key = "hashtextextended('writing " + tenant + "', 0)";
        return switch (this) {
            case SHARED -> List.of("select pg_advisory_xact_lock_shared(" + key + ")");
            case ALONE ->
                List.of("set local lock_timeout = '" + LONGEST_WAIT + "'", "select pg_advisory_xact_lock(" + key + ")");
        };
    }
}
