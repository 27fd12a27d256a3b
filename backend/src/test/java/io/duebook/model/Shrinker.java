package io.duebook.model;

import io.duebook.model.Line.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes lines from a script that fails, for as long as it still does. */
final class Shrinker {

    private final Predicate<List<Line>> fails;
    private final long until;

    Shrinker(Predicate<List<Line>> fails, Duration most) {
        this.fails = fails;
        this.until = System.nanoTime() + most.toNanos();
    }

    List<Line> shrink(List<Line> script) {
        List<Line> shortest = script;
        for (int length = Math.max(1, script.size() / 2); length > 0; length = length == 1 ? 0 : length / 2) {
            shortest = without(shortest, length);
        }
        shortest = plain(shortest);
        return shortest.size() < script.size() ? without(shortest, 1) : shortest;
    }

    /** The last lines first: what comes after the failure goes at once. */
    private List<Line> without(List<Line> script, int length) {
        List<Line> shortest = script;
        for (int from = shortest.size() - length; from > -length && isInTime(); from -= length) {
            var shorter = new ArrayList<>(shortest);
            shorter.subList(Math.max(0, from), Math.min(shorter.size(), from + length))
                    .clear();
            if (fails.test(shorter)) {
                shortest = List.copyOf(shorter);
            }
        }
        return shortest;
    }

    private List<Line> plain(List<Line> script) {
        var plain = new ArrayList<>(script);
        for (int at = 0; at < plain.size() && isInTime(); at++) {
            Line before = plain.get(at);
            if (before.delivery() != Delivery.ONCE) {
                plain.set(at, Line.of(before.command()));
                if (!fails.test(plain)) {
                    plain.set(at, before);
                }
            }
        }
        return List.copyOf(plain);
    }

    private boolean isInTime() {
        return System.nanoTime() < until;
    }
}
