package io.duebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.TestBackend;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the database's catalogue must say of every table, those to come included; each rule is seen to fail, too. */
class CatalogueTest {

    /** A rule as a query for what breaks it. */
    enum Rule {
        ROW_LEVEL_SECURITY_IS_ENABLED_AND_FORCED("""
                select relname from pg_class
                 where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                   and relname <> 'schema_history'
                   and not (relrowsecurity and relforcerowsecurity)
                """),
        EVERY_TABLE_NAMES_ITS_TENANT("""
                select relname from pg_class c
                 where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                   and relname <> 'schema_history'
                   and not exists (select from pg_attribute a
                                    where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull
                                      and not a.atthasdef and a.atttypid = 'uuid'::regtype)
                """),
        EVERY_UNIQUE_KEY_LEADS_WITH_THE_TENANT("""
                select i.indexrelid::regclass::text from pg_index i
                  join pg_class c on c.oid = i.indrelid
                  left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                 where c.relnamespace = 'public'::regnamespace and c.relname <> 'schema_history'
                   and i.indisunique and a.attname is distinct from 'tenant_id'
                """),
        EVERY_INDEX_LEADS_WITH_THE_TENANT("""
                select i.indexrelid::regclass::text from pg_index i
                  join pg_class c on c.oid = i.indrelid
                  join pg_class x on x.oid = i.indexrelid
                  join pg_am m on m.oid = x.relam
                  left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                 where c.relnamespace = 'public'::regnamespace and c.relname <> 'schema_history'
                   and m.amname = 'btree' and a.attname is distinct from 'tenant_id'
                """),
        EVERY_TABLE_HAS_A_PRIMARY_KEY("""
                select relname from pg_class c
                 where relnamespace in ('public'::regnamespace, 'directory'::regnamespace) and relkind in ('r', 'p')
                   and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
                """),
        EVERY_FOREIGN_KEY_LEADS_WITH_THE_TENANT_ON_BOTH_SIDES("""
                select k.conname from pg_constraint k
                  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                  join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
                 where k.contype = 'f' and k.connamespace = 'public'::regnamespace
                   and (a.attname <> 'tenant_id' or b.attname <> 'tenant_id')
                """),
        EVERY_POLICY_ASKS_FOR_THE_TENANT("""
                select tablename || ': ' || policyname from pg_policies
                 where schemaname = 'public'
                   and (qual not like '%app_tenant()%'
                        or (cmd <> 'SELECT' and coalesce(with_check, '') not like '%app_tenant()%'))
                """),
        ONLY_THE_CHECKED_LIST_IS_OPEN_TO_EVERY_CONTACT("""
                select tablename || ': ' || policyname from pg_policies
                 where schemaname = 'public'
                   and qual not like '%app_sees_all_customers()%'
                   and policyname not in ('tenant_seen_by_contacts', 'books_seen_by_contacts',
                                          'number_series_of_cases')
                """),
        THE_SERVING_ROLES_OWN_NOTHING("""
                select relname from pg_class where relowner in ('duebook_app'::regrole, 'duebook_directory'::regrole)
                """),
        THE_SERVING_ROLES_BYPASS_NOTHING("""
                select rolname from pg_roles
                 where rolname in ('duebook_app', 'duebook_directory')
                   and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                """),
        THE_JOURNAL_IS_APPEND_ONLY("""
                select table_name || ': ' || privilege_type from information_schema.role_table_grants
                 where grantee in ('duebook_app', 'duebook_directory', 'PUBLIC')
                   and table_name in ('journal_entry', 'journal_transfer', 'movement', 'event', 'event_number',
                                      'period_closing')
                   and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
                """),
        THE_DIRECTORY_ROLE_SEES_NO_BOOKS("""
                select table_name from information_schema.role_table_grants
                 where grantee = 'duebook_directory' and table_schema = 'public'
                """),
        THE_DIRECTORY_HOLDS_NO_CUSTOMER("""
                select table_name || '.' || column_name from information_schema.columns
                 where table_schema = 'directory' and column_name similar to '%(customer|email|name|amount)%'
                """),
        VIEWS_RUN_AS_WHO_ASKS("""
                select relname from pg_class
                 where relnamespace = 'public'::regnamespace
                   and (relkind = 'm' or (relkind = 'v'
                        and not coalesce(array_to_string(reloptions, ',') like '%security_invoker=true%', false)))
                """),
        NO_FUNCTION_LENDS_ITS_RIGHTS("""
                select proname from pg_proc
                 where pronamespace in ('public'::regnamespace, 'directory'::regnamespace) and prosecdef
                """),
        NO_FLOATING_POINT("""
                select table_name || '.' || column_name from information_schema.columns
                 where table_schema in ('public', 'directory') and data_type in ('real', 'double precision', 'money')
                """);

        private final String broken;

        Rule(String broken) {
            this.broken = broken;
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void holds(Rule rule) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection()) {
            assertThat(broken(connection, rule)).isEmpty();
        }
    }

    /** Plants something forbidden and takes it back: a rule that finds nothing here guards nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ROW_LEVEL_SECURITY_IS_ENABLED_AND_FORCED | create table planted (tenant_id uuid not null primary key); alter table planted enable row level security
            EVERY_TABLE_NAMES_ITS_TENANT | create table planted (id uuid primary key)
            EVERY_UNIQUE_KEY_LEADS_WITH_THE_TENANT | create table planted (tenant_id uuid not null, id uuid, primary key (id, tenant_id))
            EVERY_INDEX_LEADS_WITH_THE_TENANT | create index planted on invoice (customer_id)
            EVERY_TABLE_HAS_A_PRIMARY_KEY | create table planted (tenant_id uuid not null)
            EVERY_FOREIGN_KEY_LEADS_WITH_THE_TENANT_ON_BOTH_SIDES | create table planted (id uuid primary key, other uuid references planted (id))
            EVERY_POLICY_ASKS_FOR_THE_TENANT | create policy planted on invoice using (true)
            ONLY_THE_CHECKED_LIST_IS_OPEN_TO_EVERY_CONTACT | create policy planted on invoice using (tenant_id = (select app_tenant()))
            THE_SERVING_ROLES_OWN_NOTHING | alter table member owner to duebook_app
            THE_SERVING_ROLES_BYPASS_NOTHING | alter role duebook_app bypassrls
            THE_JOURNAL_IS_APPEND_ONLY | grant update on journal_entry to duebook_app
            THE_DIRECTORY_ROLE_SEES_NO_BOOKS | grant select on invoice to duebook_directory
            THE_DIRECTORY_HOLDS_NO_CUSTOMER | alter table directory.tenant add column customer_name text
            VIEWS_RUN_AS_WHO_ASKS | create view planted as select * from invoice
            NO_FUNCTION_LENDS_ITS_RIGHTS | create function planted() returns int language sql security definer as 'select 1'
            NO_FLOATING_POINT | alter table invoice add column planted double precision
            """)
    void findsWhatIsPlanted(Rule rule, String plant) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(plant);
                assertThat(broken(connection, rule)).isNotEmpty();
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<String> broken(Connection connection, Rule rule) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(rule.broken)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
