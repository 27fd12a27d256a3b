package io.duebook.portal.fake;

import io.duebook.portal.fake.FakeBooks.Scene;
import java.util.List;

/** Mails in every state, and runs that mailed them. */
final class FakeMessages extends Canned {

    private static final List<String> STATES =
            List.of("sent", "queued", "bounced", "unknown", "failed", "suppressed", "sending");

    FakeMessages(FakeBooks books) {
        super(books);
    }

    int count() {
        return switch (scene()) {
            case USUAL -> 7;
            case EMPTY -> 0;
            case UGLY -> 10_000;
        };
    }

    String listed(int at) {
        String state = STATES.get(at % STATES.size());
        return """
                {"id":"msg_%d","customer":"cus_%d","kind":"%s","about":"%s","recipient":"%s","language":"en",
                 "sender_name":"Test GmbH","reply_to":null,"subject":"Statement ST-00000%d as of 28 February 2026",
                 "text":"Dear","state":"%s","attempts":%d,"last_error":%s,"enclosed":%s,
                 "created_at":"2026-03-01T09:12:00Z","sent_at":%s,"bounced_at":%s}
                """.formatted(
                        at,
                        at,
                        at % 3 == 2 ? "receipt" : "statement",
                        at % 3 == 2 ? "pay_1" : "stm_2",
                        recipient(at),
                        at,
                        state,
                        at % 4,
                        state.equals("sent") || state.equals("queued")
                                ? "null"
                                : "\"550 5.1.1 The email account that you tried to reach does not exist\"",
                        at % 3 == 2 || state.equals("queued") || state.equals("suppressed")
                                ? "null"
                                : "{\"file_name\":\"ST-00000" + at + ".pdf\",\"sha256\":\"" + "5e".repeat(32) + "\"}",
                        state.equals("sent") || state.equals("bounced") ? "\"2026-03-01T09:12:03Z\"" : "null",
                        state.equals("bounced") ? "\"2026-03-01T09:15:00Z\"" : "null");
    }

    private String recipient(int at) {
        return scene() == Scene.UGLY
                ? "accounts-payable.department-of-the-northern-region." + at + "@very-long-company-name.example.com"
                : "ap" + at + "@customer.example";
    }

    /** The message by the number in its id. */
    String message(String path) {
        return listed(Integer.parseInt(path.replaceAll("\\D", "").substring(1)));
    }

    static String content() {
        return """
                {"id":"msg_2","language":"en","subject":"Statement ST-000002 as of 28 February 2026 from Test GmbH",
                 "text":"Dear Keller & Sons Ltd.,\\n\\nHere is your statement.\\n","html":"%s"}
                """.formatted(html());
    }

    static String preview() {
        return """
                {"language":"en","subject":"Statement ST-000002 as of 28 February 2026 from Test GmbH",
                 "text":"Dear","html":"%s"}
                """.formatted(html());
    }

    private static String html() {
        return "<!doctype html><html lang='en'><head><title>Statement</title></head>"
                + "<body style='font-family: sans-serif; line-height: 1.5; color: #1b2333'>"
                + "<p>Dear Keller &amp; Sons Ltd.,</p><p>Here is your statement of account ST-000002.</p>"
                + "<p>Your balance:</p><ul><li>EUR 1,200.00, of which EUR 300.00 is past due</li></ul>"
                + "<p><a href='http://127.0.0.1/statements/stm_2'>Read the statement</a></p></body></html>";
    }

    int runs() {
        return switch (scene()) {
            case USUAL -> 5;
            case EMPTY -> 0;
            case UGLY -> 300;
        };
    }

    String run(String path) {
        return runAt(path.contains("paused") ? 2 : path.contains("done") ? 3 : 1);
    }

    String runAt(int at) {
        String state =
                List.of("scheduled", "running", "paused", "done", "cancelled").get(at % 5);
        boolean isBegun = !state.equals("scheduled");
        boolean isOver = state.equals("done") || state.equals("cancelled");
        return """
                {"id":"run_%s","kind":"%s","from":null,"as_of":"2026-02-28","customers":"%s","group":null,
                 "customer_kind":null,"state":"%s",
                 "progress":{"customers":%d,"pending":%d,"queued":%d,"not_sent":%d,"mails_waiting":%d,"mails_sent":%d,
                             "mails_in_trouble":%d},
                 "starts_at":"2026-03-01T05:00:00Z","created_at":"2026-02-27T09:12:00Z","started_at":%s,"ended_at":%s}
                """.formatted(
                        state,
                        at % 2 == 0 ? "open_item" : "activity",
                        at % 2 == 0 ? "all" : "open_items",
                        state,
                        isBegun ? 10_000 : 0,
                        isBegun && !isOver ? 3_766 : 0,
                        isBegun ? isOver ? 9_988 : 6_222 : 0,
                        isBegun ? 12 : 0,
                        isBegun && !isOver ? 120 : 0,
                        isBegun ? 6_098 : 0,
                        isBegun ? 4 : 0,
                        isBegun ? "\"2026-03-01T05:00:00Z\"" : "null",
                        isOver ? "\"2026-03-01T05:09:00Z\"" : "null");
    }

    String result(int at) {
        boolean isSent = at % 4 != 3;
        String mail = """
                {"id":"msg_%d","recipient":"%s","state":"%s","last_error":%s}
                """.formatted(
                        at,
                        recipient(at),
                        STATES.get(at % STATES.size()),
                        at % STATES.size() == 2 ? "\"550 5.1.1 no such user\"" : "null");
        return """
                {"customer":{"id":"cus_%d","name":"%s","external_id":"1"},"state":"%s","reason":%s,"statement":%s,
                 "number":%s,"mails":[%s]}
                """.formatted(
                        at,
                        NAMES.get(at % NAMES.size()),
                        isSent ? "queued" : "not_sent",
                        isSent ? "null" : at % 8 == 3 ? "\"no_recipient\"" : "\"period_not_next\"",
                        isSent ? "\"stm_" + at + "\"" : "null",
                        isSent ? "\"ST-00000" + at + "\"" : "null",
                        isSent ? mail : "");
    }
}
