package io.duebook.portal.staff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which column of a file is read as what. Guesses from the headings; the person at the screen decides. */
final class ImportMapping {

    /** What a column can be read as, in the order the form shows them. */
    static final List<String> TARGETS = List.of(
            "customer.external_id",
            "customer.name",
            "customer.email",
            "invoice.number",
            "invoice.issue_date",
            "invoice.due_date",
            "invoice.total",
            "invoice.currency",
            "invoice.disputed",
            "invoice.reference",
            "invoice.external_id",
            "payment.received_on",
            "payment.amount",
            "payment.method",
            "payment.reference");

    static final Set<String> NEEDED =
            Set.of("customer.external_id", "invoice.number", "invoice.issue_date", "invoice.due_date", "invoice.total");

    /** Headings as files have them, in small letters without anything between the words. */
    private static final Map<String, List<String>> HEADINGS = Map.ofEntries(
            Map.entry(
                    "customer.external_id",
                    List.of("customerid", "customernumber", "customerno", "debtor", "客户编号", "客户代码")),
            Map.entry("customer.name", List.of("customername", "customer", "name", "客户名称", "客户")),
            Map.entry("customer.email", List.of("email", "customeremail", "邮箱")),
            Map.entry(
                    "invoice.number", List.of("invoicenumber", "invoiceno", "invoice", "number", "单号", "应收单号", "账单号")),
            Map.entry("invoice.issue_date", List.of("invoicedate", "issuedate", "issued", "date", "开单日期", "单据日期")),
            Map.entry("invoice.due_date", List.of("duedate", "due", "到期日", "到期日期")),
            Map.entry("invoice.total", List.of("invoiceamount", "amount", "total", "金额", "总额")),
            Map.entry("invoice.currency", List.of("currency", "币种")),
            Map.entry("invoice.disputed", List.of("disputed", "dispute", "异议")),
            Map.entry("invoice.reference", List.of("reference", "ponumber", "备注")),
            Map.entry("payment.received_on", List.of("settleddate", "paiddate", "paidon", "receivedon", "收款日期")),
            Map.entry("payment.amount", List.of("paidamount", "amountpaid", "已收金额")));

    private ImportMapping() {}

    /** A heading serves one target at most. */
    static Map<String, String> guess(List<String> headings) {
        var guessed = new LinkedHashMap<String, String>();
        for (String target : TARGETS) {
            Optional<String> heading = HEADINGS.getOrDefault(target, List.of()).stream()
                    .flatMap(known ->
                            headings.stream().filter(given -> plain(given).equals(known)))
                    .filter(given -> !guessed.containsValue(given))
                    .findFirst();
            heading.ifPresent(found -> guessed.put(target, found));
        }
        return guessed;
    }

    private static String plain(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-.#()/]", "");
    }

    /** What the API is told about the file. */
    static Map<String, Object> spec(
            String encoding,
            String delimiter,
            String decimalSeparator,
            String dateFormat,
            String currency,
            Map<String, String> columns) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("kind", "receivables");
        spec.put("format", "csv");
        spec.put("encoding", encoding);
        spec.put("delimiter", delimiter);
        spec.put("decimal_separator", decimalSeparator);
        spec.put("date_format", dateFormat);
        if (!columns.containsKey("invoice.currency")) {
            spec.put("currency", currency);
        }
        spec.put("columns", columns);
        return spec;
    }
}
