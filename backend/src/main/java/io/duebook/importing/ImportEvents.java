package io.duebook.importing;

import io.duebook.platform.Event;
import io.duebook.shared.ImportId;
import io.duebook.shared.Money;
import java.util.List;

/** What the log tells of imports. Their rows tell nothing one by one: the import stands for them. */
final class ImportEvents {

    private ImportEvents() {}

    record Told(ImportId id, int customers, int invoices, int payments, List<Money> total) {}

    static Event committed(Import entered) {
        return Event.of("import.committed", entered.id(), null, told(entered));
    }

    static Event undone(Import removed) {
        return Event.of("import.undone", removed.id(), null, told(removed));
    }

    private static Told told(Import batch) {
        return new Told(
                batch.id(),
                batch.effects().customers(),
                batch.effects().invoices(),
                batch.effects().payments(),
                batch.total());
    }
}
