package io.duebook.platform;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a list goes on: the sort key of the last row seen. Opaque to clients; keyset, never offset. */
public record Cursor(List<String> key) {

    private static final String SEPARATOR = "\u001f";

    public static Cursor after(Object... key) {
        return new Cursor(List.of(key).stream().map(Object::toString).toList());
    }

    /**
     * The cursor a client sent back; null where it sent none.
     *
     * @throws MalformedRequest if it is not one of ours
     */
    public static @Nullable Cursor parse(@Nullable String text, int parts) {
        if (text == null) {
            return null;
        }
        try {
            var key = List.of(
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, -1));
            if (key.size() == parts) {
                return new Cursor(key);
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below, like every other text that is no cursor.
        }
        throw unreadable();
    }

    /** One of ours, however many parts its key has. */
    static Cursor read(String text) {
        return new Cursor(
                List.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, -1)));
    }

    /**
     * The last part of the key, where it is an id.
     *
     * @throws MalformedRequest if it is none
     */
    public UUID uuid() {
        try {
            return UUID.fromString(key.getLast());
        } catch (IllegalArgumentException noUuid) {
            throw unreadable();
        }
    }

    /**
     * The first part of the key, where it is a day.
     *
     * @throws MalformedRequest if it is none
     */
    public LocalDate day() {
        try {
            return LocalDate.parse(key.getFirst());
        } catch (DateTimeException noDay) {
            throw unreadable();
        }
    }

    /**
     * The first part of the key, where it is a moment.
     *
     * @throws MalformedRequest if it is none
     */
    public Instant moment() {
        try {
            return Instant.parse(key.getFirst());
        } catch (DateTimeException noMoment) {
            throw unreadable();
        }
    }

    /** @throws MalformedRequest for a cursor whose parts do not read as what the list sorts by */
    public static MalformedRequest unreadable() {
        return new MalformedRequest(
                "invalid_cursor", "", "The cursor is not one of this list; start again without it.");
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, key).getBytes(StandardCharsets.UTF_8));
    }
}
