package io.duebook.platform;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the books are and under which two roles the server reaches them; the owner's role is not among them. */
@ConfigurationProperties("duebook.database")
record DatabaseSettings(
        String host,
        @DefaultValue("5432") int port,
        String name,
        Role application,
        Role directory,
        @DefaultValue("20") int connections) {

    record Role(String user, String password) {}
}
