package io.duebook.importing;

import io.duebook.platform.Refusal;
import java.util.Map;

/** The import was undone or waited too long: its rows are gone. */
final class ImportEnded extends Refusal {

    ImportEnded(Import.State state) {
        super(
                Kind.CONFLICT,
                "import_ended",
                Map.of("state", state.code()),
                "This import cannot be committed any more; send the file again.");
    }
}
