package io.duebook;

import io.duebook.platform.Migration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The backend: {@code migrate} brings the database up to date and ends; without an argument it serves. */
@SpringBootApplication
@EnableScheduling
public class Duebook {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("migrate")) {
            Migration.run(System.getenv());
            return;
        }
        SpringApplication.run(Duebook.class, args);
    }
}
