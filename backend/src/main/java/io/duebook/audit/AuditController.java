package io.duebook.audit;

import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who did what. */
@RestController
class AuditController {

    private final AuditTrail trail;
    private final Transactions transactions;

    AuditController(AuditTrail trail, Transactions transactions) {
        this.trail = trail;
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
}
