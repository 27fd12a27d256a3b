package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which part listens where: fixed distances from one base, on this machine's own address only. */
record Ports(int base, int backends) {

    static final String ADDRESS = "127.0.0.1";

    int portal() {
        return base;
    }

    /** The first backend sits beside the others; those more begin ten above the base. */
    int backend(int number) {
        return number == 0 ? base + 1 : base + 9 + number;
    }

    int identity() {
        return base + 2;
    }

    int stripe() {
        return base + 3;
    }

    int mailbox() {
        return base + 4;
    }

    int smtp() {
        return base + 5;
    }

    int postgres() {
        return base + 6;
    }

    static String url(int port) {
        return "http://" + ADDRESS + ":" + port;
    }

    /** @throws Refused naming each port that something else has */
    void checkFree() {
        StringBuilder taken = new StringBuilder();
        named().forEach((port, part) -> {
            if (!isFree(port)) {
                taken.append("\n  ").append(port).append(", wanted for ").append(part);
            }
        });
        if (!taken.isEmpty()) {
            throw new Refused("These ports are taken by other programs:" + taken
                    + "\nChoose others with --port-base N (now " + base + "), or stop those programs.");
        }
    }

    private Map<Integer, String> named() {
        Map<Integer, String> named = new LinkedHashMap<>();
        named.put(portal(), "the portal");
        named.put(identity(), "identity");
        named.put(stripe(), "the Stripe double");
        named.put(mailbox(), "the mailbox");
        named.put(smtp(), "mail (SMTP)");
        named.put(postgres(), "PostgreSQL");
        for (int number = 0; number < backends; number++) {
            named.put(backend(number), "the backend");
        }
        return named;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(ADDRESS), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
