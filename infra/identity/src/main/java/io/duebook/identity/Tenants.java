package io.duebook.identity;

import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tenants as the backend told them to us. */
@Repository
class Tenants {

    private final JdbcClient db;

    Tenants(JdbcClient db) {
        this.db = db;
    }

    record Tenant(String id, String slug, String name, String locale) {}

    Optional<Tenant> find(String id) {
        return db.sql("""
                select id, slug, name, locale
                  from tenant
                 where id = :id
                """).param("id", id).query(Tenant.class).optional();
    }

    /** @throws Refusal if there is no such tenant */
    Tenant get(String id) {
        return find(id).orElseThrow(() -> Refusal.notFound("No such tenant."));
    }

    /** @throws Refusal if another tenant has the slug */
    void put(Tenant tenant) {
        try {
            db.sql("""
                    insert into tenant (id, slug, name, locale)
                    values (:id, :slug, :name, :locale)
                    on conflict (id) do update
                       set slug = excluded.slug,
                           name = excluded.name,
                           locale = excluded.locale,
                           updated_at = now()
                    """).paramSource(tenant).update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict("slug_taken", "Another tenant has this slug: choose a different one.");
        }
    }
}
