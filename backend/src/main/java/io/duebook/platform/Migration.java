package io.duebook.platform;

import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date: a step of its own, under the owner's role, which the serving process never has. */
public final class Migration {

    private Migration() {}

    /**
     * Migrates the database that the settings name.
     *
     * @throws IllegalArgumentException if a setting is missing
     */
    public static void run(Map<String, String> settings) {
        String url = "jdbc:postgresql://%s:%s/%s"
                .formatted(
                        required(settings, "DUEBOOK_DATABASE_HOST"),
                        settings.getOrDefault("DUEBOOK_DATABASE_PORT", "5432"),
                        required(settings, "DUEBOOK_DATABASE_NAME"));
        run(
                url,
                required(settings, "DUEBOOK_DATABASE_OWNER_USER"),
                required(settings, "DUEBOOK_DATABASE_OWNER_PASSWORD"));
    }

    public static void run(String jdbcUrl, String owner, String password) {
        Flyway.configure()
                .dataSource(jdbcUrl, owner, password)
                .schemas("public")
                .table("schema_history")
                .load()
                .migrate();
    }

    private static String required(Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("Set " + name + ": the migration runs under the owner's role.");
        }
        return value;
    }
}
