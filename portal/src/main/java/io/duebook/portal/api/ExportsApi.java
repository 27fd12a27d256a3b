package io.duebook.portal.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The whole books of a tenant as a file. */
public interface ExportsApi {

    /** The newest first. */
    @GetExchange("/v1/exports")
    Page<Export> list(@RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @PostExchange("/v1/exports")
    Export take(@RequestHeader("Idempotency-Key") String key);

    /**
     * @param state queued, running, done, failed or expired
     * @param rowsTotal null while nobody has counted
     * @param takenAt the moment as of which all of it was read
     * @param keptUntil until when the file can be downloaded, once it is done
     */
    record Export(
            String id,
            String state,
            long rows,
            @Nullable Long rowsTotal,
            @Nullable Instant takenAt,
            @Nullable Long bytes,
            @Nullable String sha256,
            Instant createdAt,
            @Nullable Instant keptUntil) {

        public boolean isUnderWay() {
            return state.equals("queued") || state.equals("running");
        }

        public boolean isDone() {
            return state.equals("done");
        }

        public String content() {
            return "/v1/exports/" + id + "/file";
        }
    }
}
