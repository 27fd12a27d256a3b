package io.duebook.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** So many clients that each do one thing after another, on virtual threads, for some time. */
final class Load {

    private Load() {}

    /** What is done again and again. */
    interface Workload {
        /** A client of its own, with its own connection. */
        Client open() throws Exception;
    }

    /** One who does it. */
    interface Client extends AutoCloseable {
        /** Does it once; whatever it throws is an error of the run. */
        void call() throws Exception;
    }

    /**
     * What came of it.
     *
     * @param nanos how long each call took, in rising order
     * @param errors calls that failed; a run with any says nothing
     * @param seconds from the first call to the last answer
     */
    record Outcome(long[] nanos, long errors, @Nullable String firstError, double seconds) {

        double perSecond() {
            return nanos.length / seconds;
        }

        /** Milliseconds that this share of the calls, from 0 to 1, did not exceed. */
        double millis(double share) {
            if (nanos.length == 0) {
                return 0;
            }
            int at = (int) Math.ceil(share * nanos.length) - 1;
            return nanos[Math.clamp(at, 0, nanos.length - 1)] / 1e6;
        }

        Outcome and(Outcome other) {
            long[] all = Arrays.copyOf(nanos, nanos.length + other.nanos.length);
            System.arraycopy(other.nanos, 0, all, nanos.length, other.nanos.length);
            Arrays.sort(all);
            return new Outcome(
                    all,
                    errors + other.errors,
                    firstError == null ? other.firstError : firstError,
                    seconds + other.seconds);
        }
    }

    static Outcome run(Workload workload, int clients, Duration time) throws Exception {
        List<Loop> loops = new ArrayList<>();
        var go = new CountDownLatch(1);
        for (int at = 0; at < clients; at++) {
            loops.add(new Loop(workload.open(), go, time.toNanos()));
        }
        List<Thread> threads = loops.stream().map(Thread.ofVirtual()::start).toList();
        long began = System.nanoTime();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        for (Loop loop : loops) {
            loop.client.close();
        }
        long[] nanos = loops.stream().flatMapToLong(Loop::measured).sorted().toArray();
        return new Outcome(
                nanos,
                loops.stream().mapToLong(loop -> loop.errors).sum(),
                loops.stream()
                        .map(loop -> loop.firstError.get())
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                seconds);
    }

    /** One client's part. After a few errors it stops: the run is worth nothing any more. */
    private static final class Loop implements Runnable {

        private static final int TOO_MANY_ERRORS = 10;

        private final Client client;
        private final CountDownLatch go;
        private final long timeNanos;
        private final AtomicReference<@Nullable String> firstError = new AtomicReference<>();
        private long[] nanos = new long[4_096];
        private int calls;
        private long errors;

        Loop(Client client, CountDownLatch go, long timeNanos) {
            this.client = client;
            this.go = go;
            this.timeNanos = timeNanos;
        }

        @Override
        public void run() {
            try {
                go.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
            long before = System.nanoTime();
            long end = before + timeNanos;
            while (before < end && errors < TOO_MANY_ERRORS) {
                boolean done = call();
                long after = System.nanoTime();
                if (done) {
                    keep(after - before);
                }
                before = after;
            }
        }

        private boolean call() {
            try {
                client.call();
                return true;
            } catch (Exception failure) {
                errors++;
                firstError.compareAndSet(null, failure.toString());
                return false;
            }
        }

        private void keep(long took) {
            if (calls == nanos.length) {
                nanos = Arrays.copyOf(nanos, calls * 2);
            }
            nanos[calls++] = took;
        }

        java.util.stream.LongStream measured() {
            return Arrays.stream(nanos, 0, calls);
        }
    }
}
