package io.duebook.statement;

import io.duebook.platform.Database;
import io.duebook.platform.Restored;
import io.duebook.platform.Row;
import io.duebook.shared.StatementId;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Restored statements can be verified here, too: under this installation's tokens. One that was frozen in this very
 * installation is found in the books in which it was frozen, as the paper that is out there says (docs/decisions/0194).
 */
@Component
class RestoredTokens implements Restored {

    private static final int AT_ONCE = 1_000;

    private final Database database;
    private final VerificationTokens tokens;

    RestoredTokens(Database database, VerificationTokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> afterRestore() {
        return database.sql("""
                        select id
                          from frozen_statement
                         where tenant_id = :tenant
                        """)
                .all(columns -> new StatementId(new Row(columns).uuid("id")))
                .buffer(AT_ONCE)
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(this::keep, 0)
                .then();
    }

    /** The first to have a token keeps it. */
    private Mono<Void> keep(List<StatementId> statements) {
        return database.sql("""
                        insert into directory.statement_token (token_hash, tenant_id, statement_id)
                        select decode(kept.hash, 'hex'), :tenant, kept.id
                          from unnest(cast(:hashes as text[]), cast(:ids as uuid[])) as kept (hash, id)
                        on conflict do nothing
                        """)
                .bind("hashes", statements.stream().map(this::hash).toArray(String[]::new))
                .bind("ids", statements.stream().map(StatementId::value).toArray(UUID[]::new))
                .update()
                .then();
    }

    private String hash(StatementId statement) {
        return HexFormat.of().formatHex(tokens.hash(statement));
    }
}
