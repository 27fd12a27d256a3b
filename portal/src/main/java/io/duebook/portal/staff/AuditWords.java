package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.AuditApi.Finding;
import io.duebook.portal.api.AuditApi.Status;
import io.duebook.portal.shell.Columns.Mark;
import java.time.Duration;

/** What the auditor says, in words. */
final class AuditWords {

    private AuditWords() {}

    static Mark mark(Component on, Status status) {
        return new Mark(
                on.getTranslation("audit.verdict." + status.verdict()),
                switch (status.verdict()) {
                    case "clean" -> "ok";
                    case "findings" -> "bad";
                    default -> "warn";
                });
    }

    /** In one line: how long ago the books were verified, or why they are not. */
    static String line(Component on, Status status) {
        return switch (status.verdict()) {
            case "clean" -> on.getTranslation("audit.verified", minutes(status));
            case "findings" -> on.getTranslation("audit.wrong", status.findings());
            default -> on.getTranslation("audit.incomplete");
        };
    }

    private static long minutes(Status status) {
        return status.verifiedAt() == null
                ? 0
                : Math.max(
                        0, Duration.between(status.verifiedAt(), status.now()).toMinutes());
    }

    /** Of which part of the books a question is. */
    static String part(Component on, Finding finding) {
        return on.getTranslation("audit.part." + part(finding.pass()));
    }

    static String part(String pass) {
        return switch (pass) {
            case "entry", "entry_movements", "movement" -> "journal";
            case "item", "item_document", "credit", "customer" -> "balances";
            case "books", "period" -> "periods";
            case "contest", "case" -> "disputes";
            case "frozen_statement", "statement_run", "statement_reply", "enclosure" -> "statements";
            case "chain", "checkpoint" -> "chain";
            case "event", "event_amount" -> "events";
            case "outcome" -> "answers";
            case "shares", "base", "exchange_difference" -> "worth";
            default -> pass.startsWith("told_") ? "events" : pass.startsWith("carried") ? "worth" : "documents";
        };
    }
}
