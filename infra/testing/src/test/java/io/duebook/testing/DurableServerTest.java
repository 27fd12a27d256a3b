package io.duebook.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableServerTest {

    @Test
    void keepsWhatWasCommittedThroughACrash(@TempDir Path folder) throws SQLException {
        try (DurableServer server = DurableServer.start(folder.resolve("data"))) {
            TestDatabase database = server.create("crash");
            try (Connection connection = database.superuser().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table kept as select 'committed' as word");
                statement.execute("begin; insert into kept values ('open')");
                server.crash();
                assertThat(connection.isValid(1)).isFalse();
            }
            server.restart();

            try (Connection connection = database.superuser().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("""
                            select string_agg(word, ','), current_setting('fsync') from kept
                            """)) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("committed");
                assertThat(rows.getString(2)).isEqualTo("on");
            }
        }
    }
}
