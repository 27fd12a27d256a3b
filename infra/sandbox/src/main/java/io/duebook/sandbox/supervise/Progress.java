package io.duebook.sandbox.supervise;

import io.duebook.sandbox.demo.DemoTenant;
import java.time.Duration;
import java.util.List;

/** What a person sees of the start: a line per step with its time, and at the end where everything is. */
final class Progress {

    private final long started = System.nanoTime();
    private String step = "";
    private long stepStarted = started;

    void begin(String name) {
        step = name;
        stepStarted = System.nanoTime();
    }

    void done() {
        System.out.printf("  %-16s ready  %6.1f s%n", step, seconds(stepStarted));
    }

    void announce(Options options, Ports ports, DataFolder folder, List<DemoTenant> tenants) {
        System.out.printf("Ready after %.0f s.%n%n", seconds(started));
        say("Portal", Ports.url(ports.portal()));
        say("API", Ports.url(ports.backend(0)) + "   (its description: /v1/openapi.json)");
        say("Identity", Ports.url(ports.identity()));
        say("Mailbox", Ports.url(ports.mailbox()));
        if (options.stripe() == null) {
            say("Stripe double", Ports.url(ports.stripe()));
        } else {
            say("Stripe", "another account; no webhook can reach this machine, payments are looked for instead");
        }
        say("For programs", folder.sandboxFile() + "   (addresses, clients, passwords)");
        say("Logs", folder.logs().toString());
        for (DemoTenant tenant : tenants) {
            System.out.printf("%n  %s: sign in at the portal as%n", tenant.name());
            System.out.printf(
                    "    staff     %s   password %s%n",
                    tenant.staff().email(), tenant.staff().password());
            tenant.contacts()
                    .forEach(contact ->
                            System.out.printf("    customer  %s   password %s%n", contact.email(), contact.password()));
        }
        System.out.printf("%nTest card 4242 4242 4242 4242, any later date, any code. Ctrl-C stops everything.%n");
    }

    private static void say(String name, String value) {
        System.out.printf("  %-14s %s%n", name, value);
    }

    private static double seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
    }
}
