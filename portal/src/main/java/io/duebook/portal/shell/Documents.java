package io.duebook.portal.shell;

/** Where a document is shown, by what its id is an id of. */
public final class Documents {

    private Documents() {}

    /** Whether only staff has a page for it: what passed between two customers names both. */
    public static boolean isForStaffOnly(String id) {
        return id.startsWith("trf_");
    }

    /**
     * @param id of an invoice, fee, interest claim, credit note, payment, bill, deposit, netting, transfer, settlement offer or
     *     schedule
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
            case "off_" -> "settlement_offers/" + id;
            case "rec_" -> "recurring_invoices/" + id;
            default -> "invoices/" + id;
        };
    }
}
