package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The running parts: started, started again when they die, stopped in the reverse order. */
final class Crew {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration HEALTHY = Duration.ofSeconds(60);
    private static final Duration GENTLE = Duration.ofSeconds(10);
    private static final int LINES_OF_LOG = 15;

    private final RunningParts record;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private Runnable changed = () -> {};
    private volatile boolean stopping;

    private static final class Member {
        private final Part part;
        private Process process;
        private long startedNanos = System.nanoTime();
        private Duration pause = FIRST_PAUSE;

        Member(Part part, Process process) {
            this.part = part;
            this.process = process;
        }
    }

    Crew(RunningParts record) {
        this.record = record;
    }

    /** What to do when a part has another process than before. */
    void whenChanged(Runnable reaction) {
        changed = reaction;
    }

    synchronized void start(Part part) {
        if (stopping) {
            throw new Refused("The sandbox is stopping.");
        }
        try {
            Process process = part.start();
            record.add(part.name(), process.toHandle());
            members.put(part.name(), new Member(part, process));
            process.onExit().thenAccept(ended -> died(part.name(), ended));
        } catch (IOException failed) {
            throw new Refused(part.title() + " cannot be started: " + failed.getMessage(), failed);
        }
    }

    /** @throws Refused with the end of its log when the part ends, or does not answer in that time */
    void await(Part part, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (!part.probe().answers()) {
                if (stopping) {
                    throw new Refused("The sandbox is stopping.");
                }
                if (!isAlive(part.name())) {
                    throw new Refused(part.title() + " ended instead of answering. Its log, " + part.log()
                            + ", ends with:\n" + endOfLog(part));
                }
                if (System.nanoTime() > end) {
                    throw new Refused(part.title() + " did not answer within " + longest.toSeconds() + " s. Its log, "
                            + part.log() + ", ends with:\n" + endOfLog(part));
                }
                Thread.sleep(100);
            }
        } catch (IOException unexpected) {
            throw new Refused(part.title() + " cannot be asked: " + unexpected.getMessage(), unexpected);
        }
    }

    synchronized OptionalLong pid(String name) {
        Member member = members.get(name);
        return member == null || !member.process.isAlive()
                ? OptionalLong.empty()
                : OptionalLong.of(member.process.pid());
    }

    /** Ends all parts, the last started first, PostgreSQL after everything that uses it. */
    void stop() {
        List<Member> all;
        synchronized (this) {
            stopping = true;
            all = new ArrayList<>(members.values()).reversed();
        }
        for (Member member : all) {
            if (!isPostgres(member)) {
                PartProcess.signal(member.process.pid(), member.part.stopSignal());
            }
        }
        all.stream().filter(member -> !isPostgres(member)).forEach(Crew::awaitEnd);
        all.stream().filter(Crew::isPostgres).forEach(member -> {
            PartProcess.signal(member.process.pid(), member.part.stopSignal());
            awaitEnd(member);
        });
        record.clear();
    }

    private synchronized boolean isAlive(String name) {
        Member member = members.get(name);
        return member != null && member.process.isAlive();
    }

    private void died(String name, Process ended) {
        Member member;
        synchronized (this) {
            member = members.get(name);
            if (stopping || member == null || member.process != ended) {
                return;
            }
            record.remove(name);
            if (System.nanoTime() - member.startedNanos > HEALTHY.toNanos()) {
                member.pause = FIRST_PAUSE;
            }
        }
        Thread.ofPlatform().daemon().name("restart-" + name).start(() -> startAgain(member, ended.exitValue()));
    }

    private void startAgain(Member member, int exit) {
        try {
            Thread.sleep(member.pause);
            synchronized (this) {
                if (stopping) {
                    return;
                }
                System.out.println(
                        member.part.title() + " ended (" + exit + "); starting it again. Log: " + member.part.log());
                member.pause = min(member.pause.multipliedBy(2), LONGEST_PAUSE);
                member.process = member.part.start();
                member.startedNanos = System.nanoTime();
                record.add(member.part.name(), member.process.toHandle());
            }
            member.process.onExit().thenAccept(ended -> died(member.part.name(), ended));
            changed.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            System.err.println(member.part.title() + " cannot be started again: " + failed.getMessage());
        }
    }

    private static void awaitEnd(Member member) {
        try {
            if (!member.process.waitFor(GENTLE.toSeconds(), TimeUnit.SECONDS)) {
                member.process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isPostgres(Member member) {
        return member.part.name().equals("postgres");
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String endOfLog(Part part) {
        try {
            List<String> lines = new String(Files.readAllBytes(part.log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
        } catch (IOException unreadable) {
            return "(it cannot be read)";
        }
    }
}
