package io.duebook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.bench.Wire.Asked;
import io.duebook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
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
}
