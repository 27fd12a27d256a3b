package io.duebook.audit;

import io.duebook.scenario.TestBackend;
import java.sql.SQLException;

/** What somebody with every right does to the books behind the application, and what they see there. */
final class Tampering {

    private Tampering() {}

    /** Keys between tables and triggers do not hold it up. */
    static void update(String sql) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of the first row. */
    static String one(String sql) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
