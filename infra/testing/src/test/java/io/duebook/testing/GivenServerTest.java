package io.duebook.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GivenServerTest {

    @Test
    void readsAllParts() {
        assertThat(GivenServer.parse("postgresql://admin:s%40cret+@db.example:6543/postgres"))
                .isEqualTo(new TestServer("given", "db.example", 6543, "admin", "s@cret+"));
    }

    @Test
    void takesTheUsualPortWhenNoneIsNamed() {
        assertThat(GivenServer.parse("postgres://admin@localhost/postgres"))
                .isEqualTo(new TestServer("given", "localhost", 5432, "admin", ""));
    }

    @Test
    void saysWhatItWantsInstead() {
        assertThatThrownBy(() -> GivenServer.parse("jdbc:postgresql://localhost/x"))
                .hasMessageContaining("postgresql://user:password@host:port/database");
    }
}
