package io.duebook.portal.staff;

import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.ChargesApi.Charge;
import io.duebook.portal.api.CreditNotesApi;
import io.duebook.portal.api.CreditNotesApi.CreditNote;
import io.duebook.portal.api.InvoicesApi.CustomerName;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PaymentsApi.Payment;
import io.duebook.portal.api.TransfersApi;
import io.duebook.portal.api.TransfersApi.Transfer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whatever a customer has to their credit, by the id of the document it came with. */
@Component
class Credits {

    private final PaymentsApi payments;
    private final CreditNotesApi notes;
    private final ChargesApi charges;
    private final TransfersApi transfers;

    Credits(PaymentsApi payments, CreditNotesApi notes, ChargesApi charges, TransfersApi transfers) {
        this.payments = payments;
        this.notes = notes;
        this.charges = charges;
        this.transfers = transfers;
    }

    /**
     * Money or credit that can settle claims and be given back.
     *
     * @param number of the document; a receipt has none
     * @param amount of the document, in minor units as all amounts here
     * @param settles what it settles now, per claim of its own currency
     * @param exchanged numbers of claims of other currencies that it settles
     * @param on its day, by whose rate it settles claims in other currencies
     * @param text what came with it
     * @param isGone whether it was taken back or voided
     */
    record Credit(
            String id,
            @Nullable String number,
            CustomerName customer,
            String currency,
            long amount,
            long unapplied,
            List<Choice> settles,
            List<String> exchanged,
            LocalDate on,
            String text,
            boolean cameThroughProcessor,
            boolean isGone) {

        boolean isPayment() {
            return id.startsWith("pay_");
        }

        private @Nullable String idIf(String prefix) {
            return id.startsWith(prefix) ? id : null;
        }

        @Nullable
        String payment() {
            return idIf("pay_");
        }

        @Nullable
        String creditNote() {
            return idIf("crn_");
        }

        @Nullable
        String charge() {
            return idIf("chg_");
        }

        @Nullable
        String transfer() {
            return idIf("trf_");
        }

        long settled() {
            return settles.stream().mapToLong(Choice::most).sum();
        }
    }

    Credit of(String id) {
        return switch (id.substring(0, id.indexOf('_') + 1)) {
            case "crn_" -> of(notes.get(id));
            case "chg_" -> of(charges.get(id));
            case "trf_" -> of(transfers.get(id));
            default -> of(payments.get(id));
        };
    }

    private static Credit of(Payment payment) {
        return new Credit(
                payment.id(),
                null,
                payment.customer(),
                payment.amount().currency(),
                payment.amount().amount(),
                payment.unapplied(),
                settled(payment.allocations().stream()
                        .filter(allocation -> !allocation.reversed() && allocation.exchange() == null)
                        .map(made -> new Choice(made.invoice(), made.number(), made.amount(), null))),
                payment.allocations().stream()
                        .filter(allocation -> !allocation.reversed() && allocation.exchange() != null)
                        .map(PaymentsApi.Allocation::number)
                        .distinct()
                        .toList(),
                payment.receivedOn(),
                Objects.requireNonNullElse(payment.reference(), ""),
                payment.cameThroughProcessor(),
                payment.isReversed());
    }

    private static Credit of(CreditNote note) {
        return new Credit(
                note.id(),
                note.number(),
                note.customer(),
                note.currency(),
                note.total(),
                note.unapplied(),
                settled(note.allocations().stream()
                        .filter(allocation ->
                                !allocation.reversed() && allocation.currency().equals(note.currency()))
                        .map(made -> new Choice(made.invoice(), made.number(), made.amount(), null))),
                note.allocations().stream()
                        .filter(allocation ->
                                !allocation.reversed() && !allocation.currency().equals(note.currency()))
                        .map(CreditNotesApi.Allocation::number)
                        .distinct()
                        .toList(),
                note.issueDate(),
                Objects.requireNonNullElse(note.reference(), ""),
                false,
                note.state().equals("void"));
    }

    /** Interest given back. What it settled is not told, so it is given back as far as it is unapplied. */
    private static Credit of(Charge charge) {
        Long unapplied = charge.unapplied();
        return new Credit(
                charge.id(),
                charge.number(),
                charge.customer(),
                charge.currency(),
                charge.amount(),
                unapplied == null ? 0 : unapplied,
                List.of(),
                List.of(),
                charge.issueDate(),
                "",
                false,
                unapplied == null || charge.state().equals("void"));
    }

    /** What passed from another customer. It is not given back from here: first it goes back where it came from. */
    private static Credit of(Transfer transfer) {
        return new Credit(
                transfer.id(),
                transfer.number(),
                transfer.to(),
                transfer.currency(),
                transfer.amount(),
                transfer.isDebt() ? 0 : transfer.left(),
                List.of(),
                List.of(),
                transfer.transferredOn(),
                "",
                false,
                transfer.isDebt() || transfer.standing() == 0);
    }

    /** One of each claim, however often it was settled; the last settled first, as money is taken out of it first. */
    private static List<Choice> settled(Stream<Choice> made) {
        var claims = new LinkedHashMap<String, Choice>();
        made.forEach(part -> claims.merge(
                part.id(), part, (one, other) -> new Choice(one.id(), one.number(), one.most() + other.most(), null)));
        return List.copyOf(claims.values()).reversed();
    }
}
