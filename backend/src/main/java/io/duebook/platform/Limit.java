package io.duebook.platform;

import org.jspecify.annotations.Nullable;

/** How many rows of a list are asked for: 1 to 200, 50 unless given. */
public record Limit(int rows) {

    private static final int DEFAULT = 50;
    private static final int MOST = 200;

    /** @throws MalformedRequest outside 1 to 200 */
    public static Limit of(@Nullable Integer asked) {
        int rows = asked == null ? DEFAULT : asked;
        if (rows < 1 || rows > MOST) {
            throw new MalformedRequest("invalid_parameter", "", "limit must be between 1 and " + MOST + ".");
        }
        return new Limit(rows);
    }

    /** One more than asked, to learn whether there are more. */
    public int withOneMore() {
        return rows + 1;
    }
}
