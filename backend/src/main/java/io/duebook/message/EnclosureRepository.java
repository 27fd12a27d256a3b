package io.duebook.message;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import java.util.Objects;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What went with mails: added, and never changed. */
@Repository
class EnclosureRepository {

    private final Database database;

    EnclosureRepository(Database database) {
        this.database = database;
    }

    Mono<Enclosure> find(String about, String language) {
        return database.sql("""
                        select file_name, content
                          from enclosure
                         where tenant_id = :tenant
                           and about = :about
                           and language = :language
                        """)
                .bind("about", about)
                .bind("language", language)
                .one(columns -> new Enclosure(
                        new Row(columns).text("file_name"),
                        Objects.requireNonNull(columns.get("content", byte[].class))));
    }

    /** Of two that are printed at the same time, the first stays. */
    Mono<Void> keep(Message message, Enclosure printed) {
        return database.sql("""
                        insert into enclosure (tenant_id, about, language, customer_id, file_name, printed_at, hash,
                                               content)
                        values (:tenant, :about, :language, :customer, :file_name, :now, sha256(:content), :content)
                        on conflict (tenant_id, about, language) do nothing
                        """)
                .bind("about", message.about())
                .bind("language", message.language())
                .bind("customer", message.customer().value())
                .bind("file_name", printed.fileName())
                .bind("content", printed.content())
                .update()
                .then();
    }
}
