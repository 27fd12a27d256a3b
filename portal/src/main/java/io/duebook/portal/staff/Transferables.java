package io.duebook.portal.staff;

import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.TransfersApi;
import io.duebook.portal.staff.Credits.Credit;
import io.duebook.portal.staff.Transferable.Kind;
import org.springframework.stereotype.Component;

/** What may pass to another customer, by the id of its document. */
@Component
class Transferables {

    private final InvoicesApi invoices;
    private final ChargesApi charges;
    private final TransfersApi transfers;
    private final Credits credits;

    Transferables(InvoicesApi invoices, ChargesApi charges, TransfersApi transfers, Credits credits) {
        this.invoices = invoices;
        this.charges = charges;
        this.transfers = transfers;
        this.credits = credits;
    }

    Transferable of(String id) {
        return switch (id.substring(0, id.indexOf('_') + 1)) {
            case "inv_" -> {
                var invoice = invoices.get(id);
                yield new Transferable(
                        Kind.DEBT, id, invoice.number(), invoice.customer(), invoice.currency(), invoice.open());
            }
            case "trf_" -> {
                var taken = transfers.get(id);
                yield new Transferable(
                        Kind.DEBT, id, taken.number(), taken.to(), taken.currency(), taken.isDebt() ? taken.left() : 0);
            }
            case "chg_" -> {
                var charge = charges.get(id);
                Long unapplied = charge.unapplied();
                yield new Transferable(
                        unapplied == null ? Kind.DEBT : Kind.CREDIT,
                        id,
                        charge.number(),
                        charge.customer(),
                        charge.currency(),
                        unapplied == null ? charge.open() : unapplied);
            }
            default -> credit(credits.of(id));
        };
    }

    private static Transferable credit(Credit credit) {
        return new Transferable(
                Kind.CREDIT,
                credit.id(),
                credit.number(),
                credit.customer(),
                credit.currency(),
                credit.isGone() ? 0 : credit.unapplied());
    }
}
