package io.duebook.portal.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Files taken in as one batch. */
public interface ImportsApi {

    /** The dry run. The spec comes first, as text: the service reads the file as it arrives. */
    @PostExchange(url = "/v1/imports", contentType = "multipart/form-data")
    Import check(@RequestHeader("Idempotency-Key") String key, @RequestPart String spec, @RequestPart Resource file);

    @GetExchange("/v1/imports")
    Page<Summary> list(@RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/v1/imports/{id}")
    Import get(@PathVariable String id);

    @PostExchange("/v1/imports/{id}/commit")
    Import commit(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestParam("skip_rejected") boolean skipRejected);

    @PostExchange("/v1/imports/{id}/undo")
    Import undo(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    /** @param state checked, committing, committed, undoing, undone or expired */
    record Import(
            String id,
            String state,
            File file,
            int rows,
            int accepted,
            int rejected,
            int unchanged,
            List<RowError> errors,
            int errorCount,
            Effects effects,
            List<Money> total) {}

    record Summary(String id, String state, File file, int rows, Effects effects, Instant createdAt) {}

    record File(String name) {}

    /**
     * @param line the physical line where the record starts, the header being 1
     * @param column its name in the file; empty where the row as a whole is at fault
     */
    record RowError(int line, String column, String code, String message) {}

    record Effects(int customers, int invoices, int payments) {}
}
