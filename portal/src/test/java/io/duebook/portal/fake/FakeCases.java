package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Person;
import io.duebook.portal.fake.FakeBooks.Scene;
import java.util.List;

/** Disputes and questions in every state. */
final class FakeCases extends Canned {

    private static final List<String> REASONS = List.of("price", "not_received", "quality", "duplicate", "other");

    private final FakeBooks books;

    FakeCases(FakeBooks books) {
        super(books);
        this.books = books;
    }

    private boolean isForContact() {
        return books.person() == Person.CONTACT;
    }

    int count() {
        return switch (scene()) {
            case USUAL -> 5;
            case EMPTY -> 0;
            case UGLY -> 10_000;
        };
    }

    String listed(int at) {
        return "{" + known(at) + "}";
    }

    /** The case by the number in its id. */
    String one(String path) {
        int at = Integer.parseInt(path.replaceAll("\\D", "").substring(1));
        String own = isForContact()
                ? ""
                : said(3, true, false, "\"usr_2\"", "Sales says the list price of March was meant.");
        return "{" + known(at) + ",\"resolved_at\":" + (at % 5 > 2 ? "\"2026-02-20T09:12:00Z\"" : "null")
                + ",\"version\":1,\"messages\":["
                + said(1, false, true, "\"usr_9\"", words())
                + "," + said(2, false, false, isForContact() ? "null" : "\"usr_1\"", "We look into it.")
                + (own.isEmpty() ? "" : "," + own)
                + "]}";
    }

    static String reply() {
        return """
                {"id":"rpl_1","statement":"stm_2","number":"ST-000002","version":1,
                 "customer":{"id":"cus_0","name":"Keller & Sons Ltd.","external_id":"1"},
                 "agreed":[{"currency":"EUR","amount":115000}],
                 "contested":[{"case_id":"cas_0","case_number":"CASE-000001","item":"INV-10482","currency":"EUR",
                               "amount":5000,"outcome":null}],
                 "replied_by":"usr_9","by_contact":true,"replied_at":"2026-03-02T09:12:00Z"}
                """;
    }

    private String words() {
        return scene() == Scene.UGLY
                ? "We agreed on another price.\\n\\n" + LONG_NAME.repeat(4)
                : "We agreed on 45.00 for each of them, and not on 50.00.\\nThe offer is attached.";
    }

    private static String said(int id, boolean isInternal, boolean isByContact, String author, String words) {
        return """
                {"id":"%d","internal":%s,"by_contact":%s,"author":%s,"message":"%s","created_at":"2026-02-1%dT09:12:00Z"}
                """.formatted(id, isInternal, isByContact, author, words, id);
    }

    private String known(int at) {
        boolean isContact = isForContact();
        boolean isQuestion = at % 5 == 4;
        String outcome = at % 5 == 3 ? "\"credited\"" : isQuestion ? "\"answered\"" : "null";
        String status = at % 5 > 2 ? "resolved" : at % 5 == 1 ? "waiting_for_customer" : "open";
        String currency = scene() == Scene.UGLY ? List.of("KWD", "JPY").get(at % 2) : "EUR";
        return """
                "id":"cas_%d","number":"CASE-%06d","customer":{"id":"cus_%d","name":"%s","external_id":"1"},"kind":"%s",
                "reason":"%s","status":"%s","outcome":%s,"invoice":%s,"invoice_number":%s,"currency":%s,"amount":%s,
                "disputed":%s,"credit_note":%s,"credit_note_number":%s,"owner":%s,"owner_name":%s,"due_on":%s,"overdue":%s,
                "opened_by":%s,"opened_by_contact":true,"opened_at":"2026-02-11T09:12:00Z"
                """.formatted(
                        at,
                        at + 1,
                        at,
                        NAMES.get(at % NAMES.size()),
                        isQuestion ? "question" : "dispute",
                        REASONS.get(at % REASONS.size()),
                        status,
                        outcome,
                        isQuestion ? "null" : "\"inv_7\"",
                        isQuestion ? "null" : "\"INV-10482\"",
                        isQuestion ? "null" : "\"" + currency + "\"",
                        isQuestion ? "null" : "5000",
                        isQuestion ? "null" : status.equals("resolved") ? "0" : "5000",
                        at % 5 == 3 ? "\"crn_1\"" : "null",
                        at % 5 == 3 ? "\"CN-000031\"" : "null",
                        isContact ? "null" : "\"mem_1\"",
                        isContact ? "null" : "\"Jane Okafor\"",
                        isContact ? "null" : "\"2026-02-18\"",
                        at % 5 == 2,
                        isContact ? "null" : "\"usr_9\"");
    }
}
