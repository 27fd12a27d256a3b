package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guessing gets slower, and nothing else is learnt by it. */
class LockOutTest {

    private final World world = new World();
    private final Browser browser = new Browser();
    private final Attempts attempts = Instance.first().bean(Attempts.class);

    @BeforeEach
    @AfterEach
    void nobodyTriedYet() {
        Instance.DB.sql("delete from attempt").update();
    }

    @Test
    void afterFiveFailuresEvenTheRightPasswordWaits() {
        String email = World.email();
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        failFiveTimes(email);

        Browser.Answer locked = browser.submit("/sign-in", Map.of("email", email, "password", World.PASSWORD));

        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.body()).contains("Too many attempts");
        assertThat(Integer.parseInt(
                        locked.raw().headers().firstValue("Retry-After").orElse("0")))
                .isBetween(1, 30);

        Instance.DB.sql("update attempt set locked_until = now()").update();
        assertThat(browser.submit("/sign-in", Map.of("email", email, "password", World.PASSWORD))
                        .leaves())
                .isTrue();
    }

    @Test
    void anUnknownAddressIsLockedJustTheSame() {
        String email = World.email();
        failFiveTimes(email);

        assertThat(browser.submit("/sign-in", Map.of("email", email, "password", "x"))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void everyInstanceKnows() {
        String email = World.email();
        failFiveTimes(email);
        Instance second = Instance.another();
        try {
            Browser elsewhere = new Browser(second);
            elsewhere.get("/sign-in");

            assertThat(elsewhere
                            .submit("/sign-in", Map.of("email", email, "password", "x"))
                            .status())
                    .isEqualTo(429);
        } finally {
            second.stop();
        }
    }

    @Test
    void theWaitGrowsWithEachFailure() {
        List<Long> waits = new ArrayList<>();
        for (int tries = 1; tries <= 5; tries++) {
            assertThat(attempts.admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, "x")).isEmpty();
        }
        for (int more = 0; more < 7; more++) {
            waits.add(attempts.admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, "x")
                    .orElse(Duration.ZERO)
                    .toSeconds());
            Instance.DB.sql("update attempt set locked_until = now()").update();
            assertThat(attempts.admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, "x")).isEmpty();
        }

        assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L);
    }

    @Test
    void failuresAreForgottenOneByOne() {
        for (int tries = 1; tries <= 4; tries++) {
            attempts.admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, "z");
        }
        Instance.DB
                .sql("update attempt set last_failed_at = now() - interval '2 hours'")
                .update();

        assertThat(attempts.admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, "z")).isEmpty();

        assertThat(Instance.DB
                        .sql("select failures from attempt")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void manyTriesAtOnceAreCountedOneByOne() throws Exception {
        Callable<Boolean> tried =
                () -> attempts.admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, "y").isEmpty();

        List<Boolean> admitted;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            admitted = pool.invokeAll(Collections.nCopies(40, tried)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(admitted.stream().filter(Boolean::booleanValue)).hasSize(5);
    }

    @Test
    void aTryThatIsOvertakenByALaterOneCountsOnce() {
        attempts.admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, "overtaken");
        Instance.DB
                .sql("update attempt set last_failed_at = now() + interval '1 second'")
                .update();

        attempts.admit(Attempts.Limit.PASSWORD_OF_ACCOUNT, "overtaken");

        assertThat(Instance.DB
                        .sql("select failures from attempt")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void oneAddressCannotTryManyAccounts() {
        browser.get("/sign-in");
        for (int tries = 0; tries < 30; tries++) {
            attempts.admit(Attempts.Limit.PASSWORD_FROM_ADDRESS, "127.0.0.1");
        }

        assertThat(browser.submit("/sign-in", Map.of("email", World.email(), "password", "x"))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void aRightPasswordLeavesNoTrace() {
        String email = World.email();
        world.member(world.tenant(), email, "admin");
        world.activate(email);
        for (int times = 0; times < 8; times++) {
            assertThat(World.signIn(new Browser(), World.portal(), email, "").leaves())
                    .isTrue();
        }

        assertThat(Instance.DB
                        .sql("select coalesce(max(failures), 0) from attempt")
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void noAddressIsKeptReadably() {
        String email = World.email();
        failFiveTimes(email);

        assertThat(Instance.DB
                        .sql("select string_agg(subject, ' ') from attempt")
                        .query(String.class)
                        .single())
                .doesNotContain(email)
                .doesNotContain("127.0.0.1");
    }

    private void failFiveTimes(String email) {
        browser.get("/sign-in");
        for (int tries = 0; tries < 5; tries++) {
            assertThat(browser.submit("/sign-in", Map.of("email", email, "password", "guess " + tries))
                            .status())
                    .isEqualTo(401);
        }
    }
}
