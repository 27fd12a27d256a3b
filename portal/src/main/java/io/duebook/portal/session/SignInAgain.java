package io.duebook.portal.session;

import org.jspecify.annotations.Nullable;

/** The person's sign-in has ended: nothing can be asked on their behalf until they sign in again. */
public final class SignInAgain extends RuntimeException {

    SignInAgain(@Nullable Throwable cause) {
        super("the sign-in has ended", cause);
    }
}
