package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.InvoicesApi.Summary;
import io.duebook.portal.shell.Columns.Mark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one thing worth knowing of an invoice at a glance. */
final class InvoiceWords {

    private InvoiceWords() {}

    static String address(Summary invoice) {
        return "invoices/" + invoice.id();
    }

    static Mark mark(
            Component on, String state, List<String> flags, List<String> closedBy, @Nullable Integer daysPastDue) {
        if (flags.contains("payment_processing")) {
            return new Mark(on.getTranslation("flag.payment_processing"), "neutral");
        }
        if (flags.contains("disputed")) {
            return new Mark(on.getTranslation("flag.disputed"), "warn");
        }
        if (state.equals("open") && daysPastDue != null) {
            return Mark.due(on, daysPastDue);
        }
        if (closedBy.equals(List.of("credited"))) {
            return new Mark(on.getTranslation("state.credited"), "ok");
        }
        if (state.equals("paid") && closedBy.equals(List.of("waived"))) {
            return new Mark(on.getTranslation("state.waived"), "neutral");
        }
        return new Mark(on.getTranslation("state." + state), state.equals("paid") ? "ok" : "neutral");
    }
}
