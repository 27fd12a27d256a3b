package io.duebook.identity;

import com.fasterxml.uuid.Generators;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Mails on their way, stored in the transaction that wants them sent, and sealed: they carry links that sign in. */
@Repository
class Outbox {

    private final JdbcClient db;
    private final Vault vault;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    Outbox(JdbcClient db, Vault vault, JsonMapper json, ApplicationEventPublisher events) {
        this.db = db;
        this.vault = vault;
        this.json = json;
        this.events = events;
    }

    /** Told to this instance, so that a mail leaves at once and not at the next look. */
    record Stored() {}

    record Claimed(UUID id, Mail mail) {}

    /** @param life after which its link no longer works, so that sending it would only annoy */
    void put(Mail mail, Duration life) {
        UUID id = Generators.timeBasedEpochGenerator().generate();
        db.sql("""
                insert into mail (id, sealed, expires_at)
                values (:id, :sealed, now() + make_interval(secs => :life))
                """)
                .param("id", id)
                .param("sealed", vault.seal(json.writeValueAsBytes(mail), id.toString()))
                .param("life", (double) life.toSeconds())
                .update();
        events.publishEvent(new Stored());
    }

    /** Takes the next mail due, for this instance alone; should sending fail, it is due again, later each time. */
    Optional<Claimed> claim() {
        return db.sql("""
                update mail
                   set attempts = attempts + 1,
                       due_at = now() + make_interval(secs => least(3600, 30 * power(2, least(attempts, 10))))
                 where id = (select id
                               from mail
                              where due_at <= now()
                                and expires_at > now()
                              order by due_at
                              limit 1
                                for update skip locked)
                returning id, sealed
                """).query(this::claimed).optional();
    }

    void remove(UUID id) {
        db.sql("delete from mail where id = :id").param("id", id).update();
    }

    private Claimed claimed(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Claimed(id, json.readValue(vault.open(row.getBytes("sealed"), id.toString()), Mail.class));
    }
}
