package io.duebook.statement;

import io.duebook.platform.Commands;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementId;
import io.duebook.shared.StatementReplyId;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What customers say to statements, over HTTP. */
@RestController
@RequestMapping("/v1/statement_replies")
class StatementReplyController {

    private final StatementReplies replies;
    private final Commands commands;

    StatementReplyController(StatementReplies replies, Commands commands) {
        this.replies = replies;
        this.commands = commands;
    }

    @PostMapping
    Mono<ResponseEntity<StatementReply>> reply(@Valid @RequestBody NewStatementReply request) {
        return commands.once(
                request,
                StatementReply.class,
                Mono.defer(() -> replies.reply(request)).map(StatementReplyController::created));
    }

    private static ResponseEntity<StatementReply> created(StatementReply reply) {
        return ResponseEntity.created(
                        URI.create("/v1/statement_replies/" + reply.id().text()))
                .body(reply);
    }

    @GetMapping
    Mono<Page<StatementReply>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable StatementId statement,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Mono.defer(() -> replies.list(customer, statement, Cursor.parse(cursor, 1), Limit.of(limit)));
    }

    @GetMapping("/{id}")
    Mono<StatementReply> get(@PathVariable StatementReplyId id) {
        return replies.get(id);
    }
}
