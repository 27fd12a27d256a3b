package io.duebook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.bench.Wire.Asked;
import io.duebook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

    private static final TestDatabase DATABASE = TestDatabase.create("bench");

    @Test
    void seesStatementsValuesAndTrips() throws Exception {
        try (Wire wire = Wire.before(DATABASE.host(), DATABASE.port());
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/%s?stringtype=unspecified&sslmode=disable"
                                .formatted(wire.port(), DATABASE.name()),
                        DATABASE.superuserName(),
                        DATABASE.password(DATABASE.superuserName()));
                PreparedStatement query = connection.prepareStatement("select ?::text;select 2")) {
            wire.take();
            query.setString(1, "Söhne");
            query.execute();
            query.execute();
            List<Asked> asked = wire.take();
            assertThat(asked)
                    .extracting(Asked::sql)
                    .containsExactly("select $1::text", "select 2", "select $1::text", "select 2");
            assertThat(asked.getFirst().values()).containsExactly("Söhne");
            assertThat(asked.getFirst().role()).isEqualTo(DATABASE.superuserName());
            assertThat(asked.getLast().trip()).isGreaterThan(asked.getFirst().trip());
        }
    }

    @Test
    void seesWhatIsExecutedByName() throws Exception {
        try (Wire wire = Wire.before(DATABASE.host(), DATABASE.port());
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/%s?preferQueryMode=simple&sslmode=disable"
                                .formatted(wire.port(), DATABASE.name()),
                        DATABASE.superuserName(),
                        DATABASE.password(DATABASE.superuserName()));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "do $do$ begin execute $sql$prepare first_1 as select $1::uuid, $2::boolean$sql$; end $do$");
            wire.take();
            statement.execute("begin; execute first_1('00000000-0000-7000-8000-000000000001', true); commit");

            Asked asked = wire.take().stream()
                    .filter(one -> !one.values().isEmpty())
                    .findFirst()
                    .orElseThrow();
            assertThat(asked.sql()).isEqualTo("select $1::uuid, $2::boolean");
            assertThat(asked.values()).containsExactly("00000000-0000-7000-8000-000000000001", "true");
            assertThat(asked.types()).hasSize(2);
        }
    }
}
