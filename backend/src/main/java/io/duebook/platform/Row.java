package io.duebook.platform;

import io.duebook.shared.Currency;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row as a query returned it, read by the types of the business. A column without a value is a fault of ours. */
public record Row(Readable columns) {

    public UUID uuid(String column) {
        return present(column, columns.get(column, UUID.class));
    }

    public @Nullable UUID uuidIfAny(String column) {
        return columns.get(column, UUID.class);
    }

    public String text(String column) {
        return present(column, columns.get(column, String.class));
    }

    public @Nullable String textIfAny(String column) {
        return columns.get(column, String.class);
    }

    /** An amount in minor units, or any other whole number of 64 bits. */
    public long minor(String column) {
        return present(column, columns.get(column, Long.class));
    }

    public int number(String column) {
        return present(column, columns.get(column, Integer.class));
    }

    public boolean fact(String column) {
        return present(column, columns.get(column, Boolean.class));
    }

    public LocalDate date(String column) {
        return present(column, columns.get(column, LocalDate.class));
    }

    public @Nullable LocalDate dateIfAny(String column) {
        return columns.get(column, LocalDate.class);
    }

    public Instant moment(String column) {
        return present(column, columns.get(column, Instant.class));
    }

    public Currency currency(String column) {
        return Currency.of(text(column));
    }

    public String @Nullable [] textsIfAny(String column) {
        return columns.get(column, String[].class);
    }

    public String[] texts(String column) {
        return present(column, columns.get(column, String[].class));
    }

    private static <T> T present(String column, @Nullable T value) {
        return Objects.requireNonNull(value, column);
    }
}
