package io.duebook.identity;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Lets a few passwords be hashed at once and the others wait: each takes a core and 16 MB for a moment, and requests
 * on virtual threads come in any number.
 */
final class BoundedPasswordEncoder implements PasswordEncoder {

    private final PasswordEncoder encoder;
    private final Semaphore turns;

    BoundedPasswordEncoder(PasswordEncoder encoder, int atOnce) {
        this.encoder = encoder;
        this.turns = new Semaphore(atOnce, true);
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        turns.acquireUninterruptibly();
        try {
            return encoder.encode(password);
        } finally {
            turns.release();
        }
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        turns.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            turns.release();
        }
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return encoder.upgradeEncoding(hash);
    }
}
