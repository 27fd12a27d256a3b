package io.duebook.exporting;

import io.duebook.platform.Refusal;
import java.util.Map;

/** An export that cannot be begun, or whose file is not there. */
final class ExportRefused extends Refusal {

    private ExportRefused(String code, Map<String, Object> params, String detail) {
        super(Kind.CONFLICT, code, params, detail);
    }

    static ExportRefused underWay() {
        return new ExportRefused(
                "export_under_way", Map.of(), "Another export is being written; wait until that one is done.");
    }

    static ExportRefused withoutFile(Archive.State state) {
        return new ExportRefused(
                "export_has_no_file",
                Map.of("state", state.code()),
                "The file of an export is there once it is done, and until its time is over.");
    }
}
