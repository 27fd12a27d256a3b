package io.duebook.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.BusinessClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.convention.TestBean;

/** The product and the paper books agree, whatever happens to both. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = Backend.class)
class ModelTest {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTest.class);
    private static final int COMMANDS = 250;
    private static final int BERLIN = 0;
    private static final Duration SHRINKING = Duration.ofSeconds(Long.getLong("model.shrink.seconds", 120));

    @TestBean(methodName = "io.duebook.model.Backend#clock")
    private @Nullable BusinessClock clock;

    @LocalServerPort
    private int port;

    private Backend backend = new Backend();

    @BeforeEach
    void aBackendOfItsOwn() {
        backend = new Backend("http://127.0.0.1:" + port);
    }

    @Test
    void twoThousandCommandsBringTheSame() {
        play(Long.getLong("model.seed", 1), Integer.getInteger("model.commands", 2_000));
    }

    @Test
    @Tag("full")
    void aHundredThousandCommandsBringTheSame() {
        play(Long.getLong("model.seed", System.nanoTime()), Integer.getInteger("model.commands", 100_000));
    }

    @Test
    void whatOnceDifferedDoesNotAnyMore() throws IOException {
        Path folder = Path.of(Objects.requireNonNull(ModelTest.class.getResource("regressions"))
                .getPath());
        var differing = new TreeMap<Path, Throwable>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                failure(BERLIN, Script.read(Files.readString(file)))
                        .ifPresent(failure -> differing.put(file.getFileName(), failure.cause()));
            }
        }
        assertThat(differing).isEmpty();
    }

    /** One script after the other, each for a tenant of its own, until so many commands were played. */
    private void play(long firstSeed, int commands) {
        long begun = System.nanoTime();
        int played = 0;
        long seed = firstSeed;
        while (played < commands) {
            int length = Math.min(COMMANDS, commands - played);
            List<Line> script = new Generator(seed).script(length);
            Optional<Failure> failure = failure(seed, script);
            if (failure.isPresent() && Boolean.getBoolean("model.survey")) {
                LOG.warn(report(seed, script, failure.get(), played));
            } else if (failure.isPresent()) {
                throw new AssertionError(report(seed, script, failure.get(), played));
            }
            played += length;
            seed++;
        }
        LOG.warn(
                "{} commands, seeds {} to {}, {} s",
                played,
                firstSeed,
                seed - 1,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    }

    /** @param line behind which it showed; the length of the script, if only at the end */
    private record Failure(int line, Throwable cause) {}

    /** @param seed which also says in which time zone the tenant is */
    private Optional<Failure> failure(long seed, List<Line> script) {
        return failure(script, new Player(backend, seed), Player::end);
    }

    /** Without what is compared only at the end, which takes longest. */
    private Optional<Failure> failureOnTheWay(long seed, List<Line> script) {
        return failure(script, new Player(backend, seed), player -> {});
    }

    private static Optional<Failure> failure(List<Line> script, Player player, Consumer<Player> end) {
        int line = 0;
        try {
            player.begin();
            for (; line < script.size(); line++) {
                player.play(script.get(line));
            }
            end.accept(player);
            return Optional.empty();
        } catch (RuntimeException | AssertionError failure) {
            return Optional.of(new Failure(line, failure));
        }
    }

    private String report(long seed, List<Line> script, Failure failure, int before) {
        var failing = new ArrayList<>(script.subList(0, Math.min(script.size(), failure.line() + 1)));
        long zone = failure(BERLIN, failing).isPresent() ? BERLIN : seed;
        Predicate<List<Line>> fails = failure.line() < script.size()
                ? shorter -> failureOnTheWay(zone, shorter).isPresent()
                : shorter -> failure(zone, shorter).isPresent();
        List<Line> shortest = new Shrinker(fails, SHRINKING).shrink(failing);
        Failure last = failure(zone, shortest).orElse(failure);
        var text = new StringBuilder("the books differ: seed %d, command %d (%d before): %s%n"
                .formatted(seed, failure.line(), before, failure.cause()));
        text.append("-Dmodel.seed=%d plays it again; the shortest script found, %d commands:%n%n"
                .formatted(seed, shortest.size()));
        shortest.forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("%n%s%n%nas a file, in the tenant's zone %s:%n%n".formatted(last.cause(), Player.zone(zone)));
        text.append(Script.write(shortest));
        text.append("%nin %s%n".formatted(where(last.cause())));
        return text.toString();
    }

    private static List<String> where(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.duebook"))
                .limit(6)
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .toList();
    }
}
