package io.duebook.platform;

import io.r2dbc.postgresql.api.PostgresqlException;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells which rule of the database was broken, by the name the rule has there. */
public final class Constraint {

    private Constraint() {}

    /** Whether an error says that the constraint or unique index of this name was violated. */
    public static Predicate<Throwable> violated(String name) {
        return error -> nameOf(error).filter(name::equals).isPresent();
    }

    private static Optional<String> nameOf(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof PostgresqlException database) {
                return database.getErrorDetails().getConstraintName();
            }
        }
        return Optional.empty();
    }
}
