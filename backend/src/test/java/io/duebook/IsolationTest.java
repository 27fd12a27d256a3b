package io.duebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Whoever asks for what is somebody else's learns exactly what they would learn of something that never was. Tried for
 * every call the controllers declare; one that the samples cannot serve fails here.
 */
@BackendTest
class IsolationTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everyCallWantsAToken() {
        assertThat(callsOfTenants().stream()
                        .map(call -> call + " " + stranger(call, tenants.withoutToken(), "Bearer"))
                        .filter(outcome -> !outcome.endsWith("401")))
                .isEmpty();
    }

    @Test
    void everyCallWantsItsOwnScope() {
        TestTenant tenant = tenants.create();
        assertThat(callsOfTenants().stream()
                        .map(call ->
                                call + " " + stranger(call, tenant.withScopes(call.otherScope()), "insufficient_scope"))
                        .filter(outcome -> !outcome.endsWith("403")))
                .isEmpty();
    }

    private String stranger(ApiCall call, Api caller, String challenge) {
        var answer = call.call(caller, call.path(UUID.randomUUID().toString()), "{}");
        return answer.header("WWW-Authenticate").contains(challenge)
                ? String.valueOf(answer.status())
                : "without a challenge, " + answer.status();
    }

    /** The operator's calls too: a tenant's token must not reach them. */
    private List<ApiCall> callsOfTenants() {
        return ApiCall.all(mappings).stream().filter(call -> !call.isOpen()).toList();
    }

    @Test
    void anIdOfAnotherTenantIsAsUnknownAsOneThatNeverWas() {
        TestTenant theirs = tenants.create();
        TestTenant mine = tenants.create();
        var theirSamples = new Samples(theirs);
        var mySamples = new Samples(mine);
        makeAll(theirSamples);
        makeAll(mySamples);
        Map<String, String> before = quietRows(theirs);

        var differences = new ArrayList<String>();
        for (ApiCall call : callsOfMembers()) {
            differences.addAll(differences(call, mine.program(), mySamples, theirSamples, List.of(404), List.of(422)));
        }

        assertThat(differences).isEmpty();
        assertThat(quietRows(theirs)).isEqualTo(before);
        Books.mustBalance(theirs.id());
        Books.mustBalance(mine.id());
    }

    @Test
    void anIdOfAnotherCustomerIsAsUnknownToAContact() {
        TestTenant tenant = tenants.create();
        var theirs = new Samples(tenant);
        var mine = new Samples(tenant);
        makeAll(theirs);
        makeAll(mine);
        Api contact = tenant.contact(mine.id(CustomerId.class));
        Map<String, String> before = quietRows(tenant);

        var differences = new ArrayList<String>();
        for (ApiCall call : callsOfMembers()) {
            differences.addAll(differences(call, contact, mine, theirs, List.of(404, 403), List.of(422, 403)));
        }

        assertThat(differences).isEmpty();
        assertThat(quietRows(tenant)).isEqualTo(before);
        Books.mustBalance(tenant.id());
    }

    @Test
    void idsOfImportsAreAmongThoseTried() {
        assertThat(callsOfMembers().stream()
                        .filter(call ->
                                call.pathId().filter(ImportId.class::equals).isPresent())
                        .map(ApiCall::toString))
                .contains("GET /v1/imports/{id}", "POST /v1/imports/{id}/commit", "POST /v1/imports/{id}/undo");
    }

    private List<ApiCall> callsOfMembers() {
        return callsOfTenants().stream()
                .filter(call -> !call.isOperators())
                .filter(call -> !call.isMultipart())
                // CheckoutTest tries these, which has a Stripe to open pages at.
                .filter(call -> !call.pattern().startsWith("/v1/checkouts"))
                .toList();
    }

    private void makeAll(Samples samples) {
        for (ApiCall call : callsOfMembers()) {
            call.pathId().filter(type -> !Samples.isMadeElsewhere(type)).ifPresent(samples::id);
            call.idFilters().forEach(filter -> samples.id(filter.type()));
            samples.fill(Samples.bodyOf(call));
        }
    }

    /** Every place of the call that takes an id, tried with one of theirs and with one that never was. */
    private static List<String> differences(
            ApiCall call, Api caller, Samples mine, Samples theirs, List<Integer> inPath, List<Integer> elsewhere) {
        var found = new ArrayList<String>();
        String body = Samples.bodyOf(call);
        call.pathId()
                .filter(type -> !Samples.isMadeElsewhere(type))
                .ifPresent(type -> compare(
                        call + " by path",
                        inPath,
                        found,
                        id -> call.call(caller, call.path(id), mine.fill(body)),
                        theirs.id(type),
                        ApiCall.neverWas(type)));
        if (call.pathId().isPresent()) {
            return found;
        }
        for (ApiCall.Filter filter : call.idFilters()) {
            compare(
                    call + " by " + filter.name(),
                    elsewhere,
                    found,
                    id -> call.call(caller, call.path("") + "?" + filter.name() + "=" + id, body),
                    theirs.id(filter.type()),
                    ApiCall.neverWas(filter.type()));
        }
        for (int place = 0; place < Samples.places(body); place++) {
            int at = place;
            compare(
                    call + " by place " + place + " of " + body,
                    elsewhere,
                    found,
                    filled -> call.call(caller, call.path("") + call.query(), filled),
                    mine.fill(body, at, theirs::idOf),
                    mine.fill(body, at, type -> ApiCall.neverWas(Samples.type(type))));
        }
        return found;
    }

    private static void compare(
            String what,
            List<Integer> expected,
            List<String> differences,
            Function<String, Api.Answer> ask,
            String theirs,
            String never) {
        Api.Answer real = ask.apply(theirs);
        Api.Answer unreal = ask.apply(never);
        if (!expected.contains(real.status())) {
            differences.add(what + ": " + real.status() + " " + real.text());
        } else if (real.status() == 422 && !real.text().contains("\"unknown_reference\"")) {
            differences.add(what + ": " + real.text());
        } else if (!bytes(real).equals(bytes(unreal))) {
            differences.add(what + ": " + bytes(real) + " but for one that never was " + bytes(unreal));
        }
    }

    private static String bytes(Api.Answer answer) {
        return answer.status() + " " + answer.header("Content-Type") + " "
                + answer.text().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    /** What each table holds of the tenant, once the work left by its commands is done. */
    private static Map<String, String> quietRows(TestTenant tenant) {
        var last = new HashMap<String, String>();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(800))
                .until(() -> {
                    Map<String, String> now = rows(tenant);
                    boolean isQuiet = now.equals(last);
                    last.clear();
                    last.putAll(now);
                    return isQuiet;
                });
        return last;
    }

    private static Map<String, String> rows(TestTenant tenant) throws SQLException {
        var rows = new HashMap<String, String>();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            // Mails are sent and events are numbered by themselves, some time later.
            try (var names = statement.executeQuery("""
                    select c.table_name
                      from information_schema.columns c
                      join information_schema.tables t using (table_schema, table_name)
                     where c.table_schema = 'public'
                       and c.column_name = 'tenant_id'
                       and t.table_type = 'BASE TABLE'
                       and c.table_name not in ('message', 'event_number', 'event_reader')
                    """)) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (var hash =
                        statement.executeQuery("""
                        select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '')
                          from %s t where tenant_id = '%s'
                        """.formatted(table, tenant.id().value()))) {
                    hash.next();
                    rows.put(table, hash.getString(1));
                }
            }
        }
        return rows;
    }
}
