package io.duebook.tenant;

import static java.util.Objects.requireNonNull;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.MemberId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of members. */
@Repository
class MemberRepository {

    private static final String MEMBERS = """
            select id, email, name, language, roles, state, version, created_at
              from member
             where tenant_id = :tenant
            """;

    private final Database database;

    MemberRepository(Database database) {
        this.database = database;
    }

    Mono<Member> find(MemberId id) {
        return database.sql(MEMBERS + " and id = :id").bind("id", id.value()).one(MemberRepository::member);
    }

    Mono<Member> findAndLock(MemberId id) {
        return database.sql(MEMBERS + " and id = :id for no key update")
                .bind("id", id.value())
                .one(MemberRepository::member);
    }

    Flux<Member> admins() {
        return database.sql(MEMBERS + " and state <> 'revoked' and 'admin' = any(roles)")
                .all(MemberRepository::member);
    }

    Flux<Member> list(@Nullable MembershipState state, @Nullable Cursor after, int rows) {
        Database.Query query = database.sql(MEMBERS
                        + (state == null ? "" : " and state = :state")
                        + (after == null ? "" : " and id > :after")
                        + " order by id limit :rows")
                .bind("rows", rows);
        if (state != null) {
            query = query.bind("state", state.word());
        }
        return (after == null ? query : query.bind("after", after.uuid())).all(MemberRepository::member);
    }

    Write insert(Member member) {
        return Write.part("member_insert", """
                        insert into member (tenant_id, id, email, name, language, roles, state, version, created_at)
                        select :tenant, :member_insert_id, :member_insert_email, name, :member_insert_language,
                               :member_insert_roles, 'invited', 1, :member_insert_created_at
                          from unnest(:member_insert_name) as row (name)
                        """)
                .bind("member_insert_id", member.id().value())
                .bind("member_insert_email", member.email())
                .bind(
                        "member_insert_name",
                        new @Nullable String[] {member.details().name()})
                .bind("member_insert_language", member.details().language())
                .bind("member_insert_roles", roles(member.details().rolesInOrder()))
                .bind("member_insert_created_at", member.createdAt())
                .build();
    }

    Write update(Member member) {
        return Write.part("member_update", """
                        update member
                           set name = row.name, language = :member_update_language, roles = :member_update_roles,
                               state = :member_update_state, version = :member_update_version
                          from unnest(:member_update_name) as row (name)
                         where tenant_id = :tenant
                           and id = :member_update_id
                        """)
                .bind("member_update_id", member.id().value())
                .bind(
                        "member_update_name",
                        new @Nullable String[] {member.details().name()})
                .bind("member_update_language", member.details().language())
                .bind("member_update_roles", roles(member.details().rolesInOrder()))
                .bind("member_update_state", member.state().word())
                .bind("member_update_version", member.version().number())
                .build();
    }

    /** What identity tells of an accepted invitation; no edit, so no new version. */
    Mono<Void> accepted(MemberId id) {
        return database.sql("""
                        update member
                           set state = 'active'
                         where tenant_id = :tenant
                           and id = :id
                           and state = 'invited'
                        """).bind("id", id.value()).update().then();
    }

    private static String[] roles(Set<Role> roles) {
        return roles.stream().map(Role::word).toArray(String[]::new);
    }

    private static Member member(Readable row) {
        return new Member(
                new MemberId(requireNonNull(row.get("id", UUID.class))),
                requireNonNull(row.get("email", String.class)),
                new MemberDetails(
                        row.get("name", String.class),
                        requireNonNull(row.get("language", String.class)),
                        Stream.of(Optional.ofNullable(row.get("roles", String[].class))
                                        .orElseThrow())
                                .map(Role::of)
                                .collect(Collectors.toUnmodifiableSet())),
                MembershipState.of(requireNonNull(row.get("state", String.class))),
                new Version(requireNonNull(row.get("version", Integer.class))),
                requireNonNull(row.get("created_at", Instant.class)));
    }
}
