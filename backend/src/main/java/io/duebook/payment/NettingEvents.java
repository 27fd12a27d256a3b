package io.duebook.payment;

import io.duebook.item.NetPart;
import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.NettingId;
import java.time.LocalDate;

/** What the log tells of nettings. */
final class NettingEvents {

    private NettingEvents() {}

    record Netted(NettingId id, CustomerId customer, Money amount, LocalDate on) {}

    static Event made(Netting netting) {
        return told("netting.created", netting, netting.amount(), netting.on(), netting.reason());
    }

    /** Of what stood until then. */
    static Event reversed(Netting netting, LocalDate on, Reason reason) {
        long stood = netting.parts().stream().mapToLong(NetPart::amount).sum();
        return told(
                "netting.reversed", netting, new Money(stood, netting.amount().currency()), on, reason.text());
    }

    private static Event told(String type, Netting netting, Money amount, LocalDate on, String reason) {
        return Event.because(
                reason,
                type,
                netting.id(),
                netting.customer(),
                new Netted(netting.id(), netting.customer(), amount, on));
    }
}
