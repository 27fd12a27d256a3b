package io.duebook.sandbox.supervise;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of {@code infra/run}.
 *
 * @param clock when the business clock begins, only with {@code fresh}
 * @param stripe another Stripe than the double
 */
record Options(
        Path project,
        Path data,
        boolean fresh,
        int portBase,
        boolean demo,
        int backends,
        @Nullable Instant clock,
        @Nullable OtherStripe stripe) {

    private static final int USUAL_PORT_BASE = 8000;
    private static final int MOST_BACKENDS = 9;

    /** A Stripe account outside; {@code url} is empty for Stripe itself, the secret where no webhook can arrive. */
    record OtherStripe(String url, String key, String webhookSecret) {}

    /** An option that cannot be; the message is for whoever typed it. */
    static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    /** @throws Wrong when an option is unknown, lacks its value or contradicts another */
    static Options parse(List<String> arguments) {
        Parser parser = new Parser();
        parser.read(arguments);
        return parser.options();
    }

    private static final class Parser {

        private Path project = Path.of("").toAbsolutePath();
        private Path data = usualData();
        private boolean fresh;
        private int portBase = USUAL_PORT_BASE;
        private boolean demo = true;
        private int backends = 1;
        private @Nullable Instant clock;
        private String stripeUrl = "";
        private String stripeKey = "";
        private String stripeWebhookSecret = "";

        void read(List<String> arguments) {
            for (int i = 0; i < arguments.size(); i++) {
                String name = arguments.get(i);
                if (name.equals("--fresh")) {
                    fresh = true;
                } else if (name.equals("--no-demo")) {
                    demo = false;
                } else {
                    Consumer<String> setting = setting(name);
                    if (i + 1 == arguments.size()) {
                        throw new Wrong(name + " needs a value after it.");
                    }
                    i++;
                    setting.accept(arguments.get(i));
                }
            }
        }

        Options options() {
            if (clock != null && !fresh) {
                throw new Wrong("--clock moves the beginning of all books, so it needs --fresh.");
            }
            if (!stripeUrl.isEmpty() && stripeKey.isEmpty()) {
                throw new Wrong("--stripe-url needs --stripe-key.");
            }
            OtherStripe stripe =
                    stripeKey.isEmpty() ? null : new OtherStripe(stripeUrl, stripeKey, stripeWebhookSecret);
            return new Options(project, data, fresh, portBase, demo, backends, clock, stripe);
        }

        private Consumer<String> setting(String name) {
            return switch (name) {
                case "--project" -> value -> project = Path.of(value).toAbsolutePath();
                case "--data" -> value -> data = Path.of(value).toAbsolutePath();
                case "--port-base" -> value -> portBase = number(name, value, 1024, 65_000);
                case "--backends" -> value -> backends = number(name, value, 1, MOST_BACKENDS);
                case "--clock" -> value -> clock = instant(value);
                case "--stripe-url" -> value -> stripeUrl = value.replaceAll("/+$", "");
                case "--stripe-key" -> value -> stripeKey = value;
                case "--stripe-webhook-secret" -> value -> stripeWebhookSecret = value;
                default -> throw new Wrong("There is no option " + name + "; --help lists them.");
            };
        }

        private static int number(String name, String value, int least, int most) {
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException noNumber) {
                // Said below, together with numbers out of range.
            }
            throw new Wrong(name + " takes a number from " + least + " to " + most + ", not " + value + ".");
        }

        private static Instant instant(String value) {
            try {
                return Instant.parse(value);
            } catch (DateTimeException malformed) {
                throw new Wrong("--clock takes a moment like 2025-03-31T08:00:00Z, not " + value + ".");
            }
        }

        private static Path usualData() {
            Path folder = Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
                    .filter(given -> !given.isBlank())
                    .map(Path::of)
                    .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "share"));
            return folder.resolve("duebook").toAbsolutePath();
        }
    }
}
