package io.duebook.bench;

import io.duebook.bench.Load.Outcome;
import io.duebook.bench.Load.Workload;
import io.duebook.bench.Processes.Spent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API and its floor in turns on one machine, so that whatever else the machine does befalls both. */
final class Contest {

    private static final Duration LOOK = Duration.ofMillis(500);
    /** An idle backend looks for work now and then. */
    private static final long IDLE_MICROS = 50_000;

    private static final int LOOKS_AT_MOST = 20;

    private final Processes processes;
    private final Duration stretch;
    private final int rounds;

    Contest(Processes processes, Duration stretch, int rounds) {
        this.processes = processes;
        this.stretch = stretch;
        this.rounds = rounds;
    }

    /**
     * All stretches of one side.
     *
     * @param spent processor time of the stretches and of what they left to do, such as numbering events
     */
    record Side(List<Outcome> rounds, Outcome all, Spent spent) {

        long errors() {
            return all.errors();
        }
    }

    /** Both sides; without a floor there is nothing to compare with. */
    record Result(
            String name,
            int clients,
            int tenants,
            Side api,
            @Nullable Side floor) {

        /** What the API reached of the floor, round by round, in rising order. */
        List<Double> ratios() {
            Side compared = floor;
            if (compared == null) {
                return List.of();
            }
            List<Double> ratios = new ArrayList<>();
            for (int at = 0; at < api.rounds().size(); at++) {
                ratios.add(api.rounds().get(at).perSecond()
                        / compared.rounds().get(at).perSecond());
            }
            return ratios.stream().sorted().toList();
        }

        long errors() {
            return api.errors() + (floor == null ? 0 : floor.errors());
        }
    }

    Result run(String name, int clients, int tenants, Workload api, @Nullable Workload floor) throws Exception {
        List<Measured> ofApi = new ArrayList<>();
        List<Measured> ofFloor = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean floorFirst = round % 2 == 0;
            if (floor != null && floorFirst) {
                ofFloor.add(measure(floor, clients));
            }
            ofApi.add(measure(api, clients));
            if (floor != null && !floorFirst) {
                ofFloor.add(measure(floor, clients));
            }
        }
        return new Result(name, clients, tenants, side(ofApi), floor == null ? null : side(ofFloor));
    }

    /** Load before anything is measured; its errors count as well. */
    static void warmUp(Workload workload, int clients, Duration time) throws Exception {
        Outcome warm = Load.run(workload, clients, time);
        if (warm.errors() > 0) {
            throw new IllegalStateException("a call failed while warming up: " + warm.firstError());
        }
    }

    private record Measured(Outcome outcome, Spent spent) {}

    private Measured measure(Workload workload, int clients) throws Exception {
        Spent before = processes.spent();
        Outcome outcome = Load.run(workload, clients, stretch);
        settle();
        return new Measured(outcome, processes.spent().since(before));
    }

    /** What one side left to be done must not be done at the other's expense. */
    void settle() throws InterruptedException {
        for (int look = 0; look < LOOKS_AT_MOST; look++) {
            Spent before = processes.spent();
            Thread.sleep(LOOK);
            if (processes.spent().since(before).backend() <= IDLE_MICROS) {
                return;
            }
        }
    }

    private static Side side(List<Measured> measured) {
        return new Side(
                measured.stream().map(Measured::outcome).toList(),
                measured.stream().map(Measured::outcome).reduce(Outcome::and).orElseThrow(),
                measured.stream().map(Measured::spent).reduce(Spent.nothing(), Spent::plus));
    }
}
