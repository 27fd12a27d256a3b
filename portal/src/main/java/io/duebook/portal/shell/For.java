package io.duebook.portal.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Whom a screen is for. The API decides what may be read or done; this keeps people from doors that do not open. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface For {

    Audience value() default Audience.ALL;

    /** Scopes the person must hold, all of them. */
    String[] scopes() default {};

    /** Who is at the screen. */
    enum Audience {
        ALL,
        CONTACT,
        STAFF
    }
}
