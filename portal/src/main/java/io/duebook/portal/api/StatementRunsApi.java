package io.duebook.portal.api;

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

/** Statements frozen and mailed to many customers. */
public interface StatementRunsApi {

    /** The newest first. */
    @GetExchange("/v1/statement_runs")
    Page<Run> list(@RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/v1/statement_runs/{id}")
    Run get(@PathVariable String id);

    /** @param outcome pending, queued, not_sent or undelivered; null: all of them */
    @GetExchange("/v1/statement_runs/{id}/customers")
    Page<Result> results(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @PostExchange("/v1/statement_runs")
    Run order(@RequestHeader("Idempotency-Key") String key, @RequestBody NewRun run);

    @PostExchange("/v1/statement_runs/{id}/pause")
    Run pause(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    @PostExchange("/v1/statement_runs/{id}/resume")
    Run resume(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    @PostExchange("/v1/statement_runs/{id}/cancel")
    Run cancel(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    /**
     * @param kind open_item or activity
     * @param asOf the day of open items; null of an activity
     * @param from null: for each customer the day after the last frozen one
     * @param to the last day; null of open items
     * @param customers all or open_items
     * @param group only this customer and those below it
     * @param startsAt null: at once
     */
    record NewRun(
            String kind,
            @Nullable LocalDate asOf,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            String customers,
            @Nullable String group,
            @Nullable String customerKind,
            @Nullable Instant startsAt) {}

    /** @param state scheduled, running, paused, done or cancelled */
    record Run(
            String id,
            String kind,
            @Nullable LocalDate from,
            LocalDate asOf,
            String customers,
            @Nullable String group,
            @Nullable String customerKind,
            String state,
            Progress progress,
            Instant startsAt,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {

        /** Whether it gets further by itself: its customers, or the mails it queued. */
        public boolean isMoving() {
            return state.equals("running") || state.equals("scheduled") || progress.mailsWaiting() > 0;
        }

        public boolean isUnderWay() {
            return state.equals("running") || state.equals("scheduled") || state.equals("paused");
        }
    }

    /** In customers, and in mails. */
    record Progress(
            long customers,
            long pending,
            long queued,
            long notSent,
            long mailsWaiting,
            long mailsSent,
            long mailsInTrouble) {

        /** Customers that are done with, one way or the other. */
        public long done() {
            return queued + notSent;
        }
    }

    /** @param state pending, queued or not_sent */
    record Result(
            InvoicesApi.CustomerName customer,
            String state,
            @Nullable String reason,
            @Nullable String statement,
            @Nullable String number,
            List<Mail> mails) {}

    record Mail(
            String id,
            String recipient,
            String state,
            @Nullable String lastError) {}
}
