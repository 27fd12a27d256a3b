package io.duebook.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Commands that are given at the same time. */
public final class AtOnce {

    private static final int LOOKS = 500;

    private AtOnce() {}

    /** What each came to, in the order given. A command that throws fails the test. */
    public static <T> List<T> all(List<? extends Callable<T>> commands) {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<T>();
            for (Future<T> done : callers.invokeAll(commands)) {
                outcomes.add(done.get());
            }
            return outcomes;
        } catch (ExecutionException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Until so many of the database's sessions wait for a lock. */
    public static void awaitWaiting(Connection connection, int sessions) throws SQLException, InterruptedException {
        try (var statement = connection.createStatement()) {
            for (int look = 0; look < LOOKS; look++) {
                try (var found = statement.executeQuery("""
                        select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                        """)) {
                    found.next();
                    if (found.getInt(1) >= sessions) {
                        return;
                    }
                }
                Thread.sleep(20);
            }
        }
        throw new AssertionError("nobody waits for the lock");
    }
}
