package io.duebook.portal.staff;

import io.duebook.portal.api.CreditNotesApi.NewLine;
import io.duebook.portal.api.InvoicesApi.Invoice;
import io.duebook.portal.api.InvoicesApi.Line;
import io.duebook.portal.staff.InvoiceDraft.Totals;
import io.duebook.portal.staff.InvoiceDraft.TypedLine;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A credit note on an invoice while it is typed: what it would come to, what stays open of the invoice, and where it
 * takes back more than is left.
 */
record CreditDraft(Invoice invoice, List<CreditedLine> lines) {

    /** @param number the invoice's line it takes back from, the first being 1 */
    record CreditedLine(int number, TypedLine typed) {}

    /** The invoice's lines as far as they are not credited yet; a line nothing was credited of as it was invoiced. */
    static List<CreditedLine> suggested(Invoice invoice) {
        return invoice.lines().stream()
                .filter(line -> line.net() > line.credited())
                .map(line -> new CreditedLine(line.line(), rest(line, invoice.currency())))
                .toList();
    }

    private static TypedLine rest(Line line, String currency) {
        boolean isWhole = line.credited() == 0 && line.unitAmount() > 0;
        return new TypedLine(
                line.description(),
                isWhole ? Decimals.plain(line.quantity()) : "1",
                Amounts.plain(isWhole ? line.unitAmount() : line.net() - line.credited(), currency),
                Decimals.plain(line.taxRate()));
    }

    InvoiceDraft document() {
        return new InvoiceDraft(
                invoice.currency(), lines.stream().map(CreditedLine::typed).toList());
    }

    Totals totals() {
        return document().totals();
    }

    /** What stays open of the invoice once the credit note settles it. */
    long staysOpen() {
        return Math.max(0, invoice.open() - totals().total());
    }

    /** What finds nothing open, and so becomes credit to use. */
    long becomesCredit() {
        return Math.max(0, totals().total() - invoice.open());
    }

    /** Of each rate of which more would be taken back than is left: what is left, tax included, by the rate in percent. */
    Map<String, Long> exceeded() {
        Map<String, Long> left = invoice.taxes().stream()
                .collect(Collectors.toMap(
                        tax -> Decimals.plain(tax.rate()), tax -> Math.max(0, tax.net() + tax.tax() - tax.credited())));
        return totals().taxes().stream()
                .filter(tax -> tax.net() + tax.tax()
                        > left.getOrDefault(Decimals.plain(tax.rate().toPlainString()), 0L))
                .collect(Collectors.toMap(
                        tax -> Decimals.plain(tax.rate().toPlainString()),
                        tax -> left.getOrDefault(Decimals.plain(tax.rate().toPlainString()), 0L)));
    }

    boolean asksNothing() {
        return lines.stream().allMatch(line -> line.typed().isBlank());
    }

    /** What to send: every line that is filled in, against the line it takes back from. */
    List<NewLine> asked() {
        var asked = new ArrayList<NewLine>();
        for (CreditedLine line : lines) {
            new InvoiceDraft(invoice.currency(), List.of(line.typed()))
                    .asked()
                    .forEach(one -> asked.add(new NewLine(
                            invoice.id(),
                            line.number(),
                            one.description(),
                            one.quantity(),
                            one.unitAmount(),
                            one.taxRate())));
        }
        return asked;
    }
}
