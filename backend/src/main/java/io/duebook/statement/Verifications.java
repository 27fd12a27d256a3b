package io.duebook.statement;

import io.duebook.platform.Caller;
import io.duebook.platform.Database;
import io.duebook.platform.Directory;
import io.duebook.platform.Request;
import io.duebook.platform.Row;
import io.duebook.platform.Transactions;
import io.duebook.shared.StatementId;
import io.duebook.shared.TenantId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Finds a frozen statement by the token on it. One that is not known is looked for just as long: in the books of a tenant
 * that is none.
 */
@Service
class Verifications {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final String NAME = "duebook:verification";

    private final Directory directory;
    private final Database database;
    private final Transactions transactions;

    Verifications(Directory directory, Database database, Transactions transactions) {
        this.directory = directory;
        this.database = database;
        this.transactions = transactions;
    }

    private record Place(TenantId tenant, StatementId statement) {

        private static final Place NOWHERE = new Place(new TenantId(NOBODY), new StatementId(NOBODY));
    }

    /** Empty where there is no statement of that token. */
    Mono<Verification> find(String token) {
        return place(token)
                .defaultIfEmpty(Place.NOWHERE)
                .zipWith(Request.current())
                .flatMap(found -> transactions
                        .readByKey(read(found.getT1().statement()))
                        .contextWrite(context ->
                                caller(found.getT1().tenant(), found.getT2()).into(context)));
    }

    private Mono<Place> place(String token) {
        return directory
                .sql("""
                        select tenant_id, statement_id
                          from directory.statement_token
                         where token_hash = :hash
                        """)
                .bind("hash", VerificationTokens.hash(token))
                .map(columns -> new Place(
                        new TenantId(new Row(columns).uuid("tenant_id")),
                        new StatementId(new Row(columns).uuid("statement_id"))))
                .one();
    }

    private static Caller caller(TenantId tenant, Request request) {
        return new Caller(tenant, null, NAME, NAME, null, List.of(), Set.of(), request.id());
    }

    private Mono<Verification> read(StatementId statement) {
        return database.sql("""
                        select t.name as tenant, s.number, s.version, s.kind, s.to_on, s.from_on, s.frozen_at,
                               encode(s.hash, 'hex') as hash,
                               not exists (select from frozen_statement later
                                            where later.tenant_id = :tenant
                                              and later.replaces = s.id) as latest
                          from frozen_statement s
                          join tenant t on t.tenant_id = :tenant
                         where s.tenant_id = :tenant
                           and s.id = :statement
                        """).bind("statement", statement.value()).one(columns -> verification(new Row(columns)));
    }

    private static Verification verification(Row row) {
        return new Verification(
                row.text("tenant"),
                row.text("number"),
                row.number("version"),
                row.text("kind"),
                row.date("to_on"),
                row.dateIfAny("from_on"),
                row.moment("frozen_at"),
                row.text("hash"),
                row.fact("latest"));
    }
}
