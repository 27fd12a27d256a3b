package io.duebook.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What both books say must be equal. */
final class Same {

    private Same() {}

    static void check(String what, @Nullable Object model, @Nullable Object product) {
        if (!Objects.equals(model, product)) {
            throw new Different("%s: the model says %s, the product %s".formatted(what, model, product));
        }
    }

    /** The model and the product differ. */
    static final class Different extends RuntimeException {
        Different(String message) {
            super(message, null, false, true);
        }
    }
}
