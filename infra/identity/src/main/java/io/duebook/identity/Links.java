package io.duebook.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Links sent by mail: 256 random bits that work once, for a while, for one purpose. */
@Repository
class Links {

    private final JdbcClient db;

    Links(JdbcClient db) {
        this.db = db;
    }

    enum Purpose {
        INVITATION,
        SIGN_IN,
        PASSWORD
    }

    record Link(Purpose purpose, UUID personId, @Nullable String membershipId) {}

    /** A new invitation; every earlier one to the same membership stops working. */
    String invitation(UUID person, String membership, Duration life) {
        endInvitations(membership);
        return issue(Purpose.INVITATION, person, membership, life);
    }

    String signIn(UUID person, Duration life) {
        return issue(Purpose.SIGN_IN, person, null, life);
    }

    String password(UUID person, Duration life) {
        return issue(Purpose.PASSWORD, person, null, life);
    }

    private String issue(Purpose purpose, UUID person, @Nullable String membership, Duration life) {
        String token = Digests.randomToken();
        db.sql("""
                insert into link (token_digest, purpose, person_id, membership_id, expires_at)
                values (:digest, :purpose, :person, :membership, now() + make_interval(secs => :life))
                """)
                .param("digest", Digests.sha256(token))
                .param("purpose", stored(purpose))
                .param("person", person)
                .param("membership", membership)
                .param("life", (double) life.toSeconds())
                .update();
        return token;
    }

    /** What the link is for, if it still works; it goes on working. */
    Optional<Link> look(Purpose purpose, String token) {
        return db.sql("""
                select purpose, person_id, membership_id
                  from link
                 where token_digest = :digest
                   and purpose = :purpose
                   and used_at is null
                   and expires_at > now()
                """)
                .param("digest", Digests.sha256(token))
                .param("purpose", stored(purpose))
                .query(Links::link)
                .optional();
    }

    /** What the link is for, if it still worked; from now on it does not. */
    Optional<Link> use(Purpose purpose, String token) {
        return db.sql("""
                update link
                   set used_at = now()
                 where token_digest = :digest
                   and purpose = :purpose
                   and used_at is null
                   and expires_at > now()
                returning purpose, person_id, membership_id
                """)
                .param("digest", Digests.sha256(token))
                .param("purpose", stored(purpose))
                .query(Links::link)
                .optional();
    }

    void endInvitations(String membership) {
        db.sql("delete from link where membership_id = :membership and used_at is null")
                .param("membership", membership)
                .update();
    }

    /** Ends the links that sign a person in or change their password. Invitations stay. */
    void endOf(UUID person) {
        db.sql("delete from link where person_id = :person and membership_id is null and used_at is null")
                .param("person", person)
                .update();
    }

    private static String stored(Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    private static Link link(ResultSet row, int number) throws SQLException {
        return new Link(
                Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT)),
                row.getObject("person_id", UUID.class),
                row.getString("membership_id"));
    }
}
