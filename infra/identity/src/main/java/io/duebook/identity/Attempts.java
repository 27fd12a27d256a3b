package io.duebook.identity;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Slows down guessing. Each try is counted before it is made, in the database, so that neither many tries at once nor
 * many instances get more of them; each further failure makes the wait twice as long.
 */
@Repository
class Attempts {

    private final JdbcClient db;

    Attempts(JdbcClient db) {
        this.db = db;
    }

    /** What is counted, how many tries are free, how the wait grows after them, and how long until one is forgotten. */
    enum Limit {
        PASSWORD_OF_ACCOUNT(5, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(1)),
        PASSWORD_FROM_ADDRESS(30, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofMinutes(2)),
        MAIL_TO_ACCOUNT(4, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(15)),
        MAIL_FROM_ADDRESS(20, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(2));

        private final int free;
        private final Duration firstWait;
        private final Duration longestWait;
        private final Duration oneForgotten;

        Limit(int free, Duration firstWait, Duration longestWait, Duration oneForgotten) {
            this.free = free;
            this.firstWait = firstWait;
            this.longestWait = longestWait;
            this.oneForgotten = oneForgotten;
        }
    }

    /**
     * Counts one more try.
     *
     * @return how long to wait instead; empty: go on
     */
    Optional<Duration> admit(Limit limit, String whom) {
        String subject = subject(limit, whom);
        return count(limit, subject) ? Optional.empty() : Optional.of(remaining(subject));
    }

    // The failures not forgotten by now, and this one. One that began later may be counted already: time never runs
    // back.
    private static final String COUNTED = """
            (1 + greatest(0, known.failures
                             - greatest(0, floor(extract(epoch from now() - known.last_failed_at) / :forgotten))::integer))
            """;

    private boolean count(Limit limit, String subject) {
        return db.sql("""
                insert into attempt as known (subject, failures, last_failed_at)
                values (:subject, 1, now())
                on conflict (subject) do update
                   set failures = %1$s,
                       last_failed_at = greatest(known.last_failed_at, now()),
                       locked_until = case when %1$s < :free then null
                                           else now() + make_interval(secs => least(
                                                :longest, :first * power(2, least(%1$s - :free, 20))))
                                       end
                 where known.locked_until is null
                    or known.locked_until <= now()
                returning 1
                """.formatted(COUNTED))
                .param("subject", subject)
                .param("forgotten", (double) limit.oneForgotten.toSeconds())
                .param("free", limit.free)
                .param("first", (double) limit.firstWait.toSeconds())
                .param("longest", (double) limit.longestWait.toSeconds())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private Duration remaining(String subject) {
        return db.sql("""
                select greatest(1, ceil(extract(epoch from locked_until - now())))::bigint
                  from attempt
                 where subject = :subject
                   and locked_until is not null
                """)
                .param("subject", subject)
                .query(Long.class)
                .optional()
                .map(Duration::ofSeconds)
                .orElse(Duration.ofSeconds(1));
    }

    /** The try was right: this account starts anew. */
    void forget(Limit limit, String whom) {
        db.sql("delete from attempt where subject = :subject")
                .param("subject", subject(limit, whom))
                .update();
    }

    /** The try was right, others from the same place may not have been: only this one is taken back. */
    void takeBack(Limit limit, String whom) {
        db.sql("""
                update attempt
                   set failures = greatest(1, failures - 1),
                       locked_until = case when failures - 1 < :free then null else locked_until end
                 where subject = :subject
                """)
                .param("subject", subject(limit, whom))
                .param("free", limit.free)
                .update();
    }

    // No address of mail or network is kept readable.
    private static String subject(Limit limit, String whom) {
        return limit.name() + ":" + Digests.sha256(whom);
    }
}
