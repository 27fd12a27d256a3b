package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.duebook.portal.session.Visitor;
import java.util.Optional;

/** Where a document is shown, by what its id is an id of. */
public final class Documents {

    private Documents() {}

    /** Empty where only staff has a page for it: what passed between two customers names both. */
    public static Optional<String> addressForContact(String id) {
        return id.startsWith("trf_") ? Optional.empty() : Optional.of(address(id));
    }

    /** What a document is called, as the way to it for whoever has a page for it. */
    public static Component link(Visitor visitor, String id, String words) {
        return visitor.isContact() ? linkForContact(id, words) : new Anchor(address(id), words);
    }

    public static Component linkForContact(String id, String words) {
        return addressForContact(id)
                .<Component>map(address -> new Anchor(address, words))
                .orElseGet(() -> new Span(words));
    }

    /**
     * @param id of an invoice, fee, interest claim, credit note, payment, bill, deposit, netting, transfer, frozen statement,
     *     message, case, run of statements, settlement offer or schedule
     */
    public static String address(String id) {
        String kind = id.substring(0, id.indexOf('_') + 1);
        return switch (kind) {
            case "chg_" -> "charges/" + id;
            case "crn_" -> "credit_notes/" + id;
            case "pay_" -> "payments/" + id;
            case "bil_" -> "bills/" + id;
            case "dep_" -> "deposits/" + id;
            case "net_" -> "nettings/" + id;
            case "trf_" -> "transfers/" + id;
            case "stm_" -> "statements/" + id;
            case "msg_" -> "messages/" + id;
            case "cas_" -> "cases/" + id;
            case "run_" -> "statement_runs/" + id;
            case "off_" -> "settlement_offers/" + id;
            case "rec_" -> "recurring_invoices/" + id;
            default -> "invoices/" + id;
        };
    }
}
