package io.duebook.portal.api;

import io.duebook.portal.api.CustomersApi.Bucket;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Statements of account as they were handed out. */
public interface StatementsApi {

    /** The newest first, every version of each. */
    @GetExchange("/v1/statements")
    Page<Listed> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    /** Every version of one number. */
    @GetExchange("/v1/statements")
    Page<Listed> versions(@RequestParam String number, @RequestParam int limit);

    @GetExchange("/v1/statements/{id}")
    Frozen get(@PathVariable String id);

    @GetExchange("/v1/statements/{id}/changes")
    Changes changes(@PathVariable String id);

    /** Where nothing changed since it was frozen before, that one is the answer. */
    @PostExchange("/v1/statements")
    Frozen freeze(@RequestHeader("Idempotency-Key") String key, @RequestBody NewStatement statement);

    /** The mail with it, as it would be written now. */
    @GetExchange("/v1/statements/{id}/mail")
    Mail mail(@PathVariable String id);

    @PostExchange("/v1/statements/{id}/send")
    Sent send(@PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Sending sending);

    record Mail(String language, String subject, String text, String html) {}

    /** @param recipients null: the customer's contacts */
    record Sending(@Nullable List<Recipient> recipients) {}

    /** @param language null: the customer's */
    record Recipient(String email, @Nullable String language) {}

    record Sent(String id, List<SentMail> data) {}

    record SentMail(String id, String recipient, String language, String state) {}

    /**
     * @param from the day after the last frozen one, unless given; null of open items
     * @param to the last day; null of open items
     * @param asOf the day of open items; null of an activity
     */
    record NewStatement(
            String customer,
            String kind,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable LocalDate asOf) {}

    /**
     * @param kind open_item or activity
     * @param replacedBy the version after it
     */
    record Listed(
            String id,
            String number,
            int version,
            @Nullable String replacedBy,
            InvoicesApi.CustomerName customer,
            String kind,
            LocalDate asOf,
            @Nullable LocalDate from,
            Instant frozenAt,
            String hash) {}

    /** @param customer its id */
    record Frozen(
            String id,
            String number,
            int version,
            @Nullable Earlier replaces,
            @Nullable Earlier opensWith,
            Instant frozenAt,
            String hash,
            String verificationUrl,
            String kind,
            String customer,
            String customerName,
            LocalDate asOf,
            @Nullable LocalDate from,
            String timeZone,
            List<Part> currencies) {

        public boolean isActivity() {
            return kind.equals("activity");
        }
    }

    record Earlier(String id, String number, int version) {}

    /**
     * One currency; amounts in its minor units.
     *
     * @param opening 0 of open items
     * @param adjustments null of open items
     * @param closing 0 of open items
     */
    record Part(
            String currency,
            long opening,
            @Nullable List<Adjustment> adjustments,
            List<Line> lines,
            long closing,
            long open,
            long unapplied,
            long balance,
            List<Bucket> aging) {}

    /** A claim, or a movement of the balance; each knows its own part of these. */
    record Line(
            String id,
            @Nullable String number,
            @Nullable String kind,
            @Nullable LocalDate on,
            long amount,
            long running,
            @Nullable LocalDate issueDate,
            @Nullable LocalDate dueDate,
            long original,
            long settled,
            long open,
            long daysPastDue) {}

    /** A movement that came into the books too late for the statement of its day. */
    record Adjustment(
            LocalDate on,
            LocalDate valueOn,
            Instant recordedAt,
            String kind,
            String id,
            @Nullable String number,
            long amount,
            long running) {}

    record Changes(LocalDate asOf, String timeZone, List<Changed> currencies) {

        /** Whether nothing came into the books since. */
        public boolean isNone() {
            return currencies.stream().allMatch(Changed::isNone);
        }
    }

    /** @param bookedLater null of open items */
    record Changed(
            String currency,
            List<ChangedLine> lines,
            long was,
            long now,
            @Nullable List<Adjustment> bookedLater) {

        public boolean isNone() {
            return lines.isEmpty() && was == now && (bookedLater == null || bookedLater.isEmpty());
        }
    }

    /** A movement, or a claim of which another amount was open; each knows its own part of these. */
    record ChangedLine(
            String id,
            @Nullable String number,
            @Nullable String kind,
            @Nullable LocalDate on,
            @Nullable LocalDate valueOn,
            @Nullable Instant recordedAt,
            long amount,
            @Nullable LocalDate dueDate,
            long was,
            long now,
            @Nullable List<Because> because) {}

    record Because(LocalDate on, Instant recordedAt, String kind, String id, long amount) {}
}
