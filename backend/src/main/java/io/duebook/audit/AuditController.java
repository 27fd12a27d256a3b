package io.duebook.audit;

import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.shared.EventId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who did what, whether the books hold together, and what proves that nothing of it was changed. */
@RestController
class AuditController {

    private final AuditTrail trail;
    private final Proofs proofs;
    private final Transactions transactions;

    AuditController(AuditTrail trail, Proofs proofs, Transactions transactions) {
        this.trail = trail;
        this.proofs = proofs;
        this.transactions = transactions;
    }

    /** @param subject the public id of an invoice, payment, customer …; left out: everything */
    @GetMapping("/v1/audit")
    Mono<Page<AuditRecord>> records(
            @RequestParam(name = "subject", required = false) @Nullable String subject,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        Limit rows = Limit.of(limit);
        Cursor before = Cursor.parse(cursor, 1);
        return transactions.read(trail.records(subject, before, rows.withOneMore())
                .collectList()
                .map(found -> Page.of(
                        found, rows.rows(), last -> Cursor.after(last.id().value()))));
    }

    @GetMapping("/v1/audit/status")
    Mono<AuditStatus> status() {
        return proofs.status();
    }

    /** @param open true: only what is still wrong; false: only what is well again; left out: both */
    @GetMapping("/v1/audit/findings")
    Mono<Page<Finding>> findings(
            @RequestParam(name = "open", required = false) @Nullable Boolean open,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        return proofs.findings(open, Cursor.parse(cursor, 1), Limit.of(limit));
    }

    @GetMapping("/v1/audit/seals")
    Mono<Page<AuditStatus.Seal>> seals(
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        return proofs.seals(Cursor.parse(cursor, 1), Limit.of(limit));
    }

    @GetMapping("/v1/audit/proofs/{id}")
    Mono<EventProof> proof(@PathVariable EventId id) {
        return proofs.of(id);
    }
}
