package io.duebook.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The memberships of all tenants. */
@Repository
class Memberships {

    private static final String COLUMNS = """
            select membership.id,
                   membership.tenant_id,
                   tenant.name as tenant_name,
                   membership.person_id,
                   membership.kind,
                   membership.roles,
                   membership.customer_id,
                   membership.customer_name,
                   case when membership.revoked_at is not null then 'REVOKED'
                        when membership.activated_at is not null then 'ACTIVE'
                        else 'INVITED'
                    end as state
              from membership
              join tenant on tenant.id = membership.tenant_id
            """;

    private final JdbcClient db;

    Memberships(JdbcClient db) {
        this.db = db;
    }

    Optional<Membership> find(String tenant, String id) {
        return db.sql(COLUMNS + """
                 where membership.tenant_id = :tenant
                   and membership.id = :id
                """)
                .param("tenant", tenant)
                .param("id", id)
                .query(Memberships::membership)
                .optional();
    }

    /** A person's own membership, in whatever state. */
    Optional<Membership> findOf(UUID person, String id) {
        return db.sql(COLUMNS + """
                 where membership.person_id = :person
                   and membership.id = :id
                """)
                .param("person", person)
                .param("id", id)
                .query(Memberships::membership)
                .optional();
    }

    /** The membership a person signed in with, if it is still theirs and active. */
    Optional<Membership> findActive(UUID person, @Nullable String id) {
        return id == null
                ? Optional.empty()
                : activeOf(person).stream()
                        .filter(membership -> membership.id().equals(id))
                        .findFirst();
    }

    /** All a person may sign in with, by name of the tenant. */
    List<Membership> activeOf(UUID person) {
        return db.sql(COLUMNS + """
                 where membership.person_id = :person
                   and membership.activated_at is not null
                   and membership.revoked_at is null
                 order by tenant.name, membership.customer_name nulls first, membership.id
                """)
                .param("person", person)
                .query(Memberships::membership)
                .list();
    }

    /** Whether this call created it: of several at once, one does. */
    boolean invite(Invitations.Wish wish, UUID person) {
        int created = db.sql("""
                insert into membership (tenant_id, id, person_id, kind, roles, customer_id, customer_name)
                values (:tenant, :id, :person, :kind, string_to_array(:roles, ' '), :customer_id, :customer_name)
                on conflict do nothing
                """)
                .param("tenant", wish.tenantId())
                .param("id", wish.membershipId())
                .param("person", person)
                .param("kind", wish.kind().name().toLowerCase(Locale.ROOT))
                .param("roles", spaced(wish.roles()))
                .param("customer_id", wish.customerId())
                .param("customer_name", wish.customerName())
                .update();
        return created == 1;
    }

    void change(Membership membership, UUID person, Set<Role> roles, @Nullable String customerName) {
        db.sql("""
                update membership
                   set person_id = :person,
                       roles = string_to_array(:roles, ' '),
                       customer_name = :customer_name
                 where tenant_id = :tenant
                   and id = :id
                """)
                .param("person", person)
                .param("roles", spaced(roles))
                .param("customer_name", customerName)
                .param("tenant", membership.tenantId())
                .param("id", membership.id())
                .update();
    }

    /** An invited membership becomes active; any other stays as it is. */
    void activate(String id) {
        db.sql("""
                update membership
                   set activated_at = coalesce(activated_at, now())
                 where id = :id
                   and revoked_at is null
                """).param("id", id).update();
    }

    void revoke(String tenant, String id) {
        db.sql("""
                update membership
                   set revoked_at = coalesce(revoked_at, now())
                 where tenant_id = :tenant
                   and id = :id
                """).param("tenant", tenant).param("id", id).update();
    }

    /** For the sandbox: whoever was invited is in. */
    void activateAllOf(UUID person) {
        db.sql("""
                update membership
                   set activated_at = coalesce(activated_at, now())
                 where person_id = :person
                   and revoked_at is null
                """).param("person", person).update();
    }

    private static String spaced(Set<Role> roles) {
        return String.join(" ", roles.stream().map(Role::apiName).toList());
    }

    private static Membership membership(ResultSet row, int number) throws SQLException {
        return new Membership(
                row.getString("id"),
                row.getString("tenant_id"),
                row.getString("tenant_name"),
                row.getObject("person_id", UUID.class),
                Membership.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                roles((String[]) row.getArray("roles").getArray()),
                row.getString("customer_id"),
                row.getString("customer_name"),
                Membership.State.valueOf(row.getString("state")));
    }

    private static Set<Role> roles(String[] names) {
        Set<Role> roles = new LinkedHashSet<>();
        for (String name : names) {
            Role.named(name).ifPresent(roles::add);
        }
        return roles;
    }
}
