package io.duebook.platform;

/** Work that needs a tenant was begun without one: a fault of ours, never of the caller. */
public final class NoTenantBound extends IllegalStateException {

    public NoTenantBound() {
        super("No tenant is bound to this unit of work; bind a Caller before the transaction begins.");
    }
}
