package io.duebook.identity;

import com.fasterxml.uuid.Generators;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Everybody who may sign in, one row per e-mail address. */
@Repository
class People {

    private final JdbcClient db;

    People(JdbcClient db) {
        this.db = db;
    }

    /** An address as it is stored and compared: without surrounding space, in lower case. */
    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    Optional<Person> byEmail(String email) {
        return db.sql("""
                select id, email, name, language, password_hash
                  from person
                 where email = :email
                """).param("email", normal(email)).query(People::person).optional();
    }

    Optional<Person> find(UUID id) {
        return db.sql("""
                select id, email, name, language, password_hash
                  from person
                 where id = :id
                """).param("id", id).query(People::person).optional();
    }

    Person get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("Person " + id + " is gone"));
    }

    /** The person of that address, created on first sight; an earlier name and language stay. */
    Person findOrCreate(String email, Optional<String> name, Language language) {
        return db.sql("""
                insert into person as known (id, email, name, language)
                values (:id, :email, :name, :language)
                on conflict (email) do update
                   set name = coalesce(known.name, excluded.name)
                returning id, email, name, language, password_hash
                """)
                .param("id", Generators.timeBasedEpochGenerator().generate())
                .param("email", normal(email))
                .param("name", name.orElse(null))
                .param("language", language.tag())
                .query(People::person)
                .single();
    }

    void rename(UUID id, String name) {
        db.sql("update person set name = :name where id = :id")
                .param("name", name)
                .param("id", id)
                .update();
    }

    void setPassword(UUID id, String hash) {
        db.sql("""
                update person
                   set password_hash = :hash,
                       password_set_at = now()
                 where id = :id
                """).param("hash", hash).param("id", id).update();
    }

    /** Stores the same password under a newer hash; says nothing if it was changed meanwhile. */
    void rehashPassword(Person person, String hash) {
        db.sql("""
                update person
                   set password_hash = :hash
                 where id = :id
                   and password_hash = :was
                """)
                .param("hash", hash)
                .param("id", person.id())
                .param("was", person.passwordHash())
                .update();
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                Language.of(row.getString("language")),
                row.getString("password_hash"));
    }
}
