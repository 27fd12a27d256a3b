package io.duebook.exporting;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A tenant whose books cannot be restored now. */
final class RestoreRefused extends Refusal {

    private RestoreRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }

    static RestoreRefused notEmpty(String table) {
        return new RestoreRefused(
                Kind.CONFLICT,
                "tenant_not_empty",
                Map.of("table", table),
                "There are books here already; an export is restored into a tenant that has none.");
    }

    static RestoreRefused underWay() {
        return new RestoreRefused(
                Kind.CONFLICT, "restore_under_way", Map.of(), "Books are being restored; wait until that is done.");
    }

    static RestoreRefused tooMany() {
        return new RestoreRefused(
                Kind.TOO_MANY_REQUESTS,
                "too_many_uploads",
                Map.of(),
                "Other files are being read; send this one when they are done.");
    }
}
