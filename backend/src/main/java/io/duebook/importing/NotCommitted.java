package io.duebook.importing;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Nothing of the import is in the books, so there is nothing to undo. */
final class NotCommitted extends Refusal {

    NotCommitted(Import.State state) {
        super(
                Kind.CONFLICT,
                "import_not_committed",
                Map.of("state", state.code()),
                "Only a committed import can be undone.");
    }
}
