package io.duebook.identity;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Throws away what has died. Nothing depends on it having run. */
@Component
class Pruning {

    private final JdbcClient db;
    private final Settings.Identity settings;

    Pruning(JdbcClient db, Settings settings) {
        this.db = db;
        this.settings = settings.identity();
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void prune() {
        authorizations();
        db.sql("delete from link where expires_at < now() - interval '30 days'").update();
        db.sql("delete from attempt where last_failed_at < now() - interval '2 days'")
                .update();
        db.sql("delete from mail where expires_at < now()").update();
        db.sql("delete from replaced_token where replaced_at < now() - interval '7 days'")
                .update();
    }

    private void authorizations() {
        db.sql("""
                delete from oauth2_authorization
                 where created_at < now() - make_interval(secs => :life)
                    or greatest(authorization_code_expires_at, access_token_expires_at, refresh_token_expires_at,
                                oidc_id_token_expires_at) < now() - interval '1 hour'
                """)
                .param("life", (double) settings.authorizationLife().toSeconds())
                .update();
    }
}
