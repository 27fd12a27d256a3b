package io.duebook.identity;

import java.time.Clock;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The OpenID Connect issuer of Duebook. Stateless apart from its database: run as many as needed. */
@SpringBootApplication
@EnableScheduling
@EnableConfigurationProperties(Settings.class)
public class IdentityApplication {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityApplication.class);

    /** Starts the issuer; its settings are in {@code docs/identity.md}. */
    public static void main(String[] arguments) {
        SpringApplication.run(IdentityApplication.class, arguments);
    }

    // Tokens and links live in real time, never in the sandbox's movable business time.
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Runs what an answer must not wait for, so that its time tells nothing. */
    @Bean
    Executor afterwards() {
        VirtualThreadTaskExecutor threads = new VirtualThreadTaskExecutor("afterwards-");
        return task -> threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                LOG.error("Work after an answer failed", failure);
            }
        });
    }
}
