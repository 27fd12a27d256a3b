package io.duebook.bench;

import io.duebook.bench.Load.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the backend's processor time goes under a load: samples of Flight Recorder, by the packages that were at work
 * and by the methods that were running. A stretch of its own, for looking costs something too.
 */
final class Profile {

    private static final int METHODS = 25;
    private static final int PACKAGES = 15;

    private final Backend backend;
    private final Path folder;

    Profile(Backend backend, Path folder) {
        this.backend = backend;
        this.folder = folder;
    }

    /** Lines to print: who had the processor. */
    List<String> of(String name, Workload workload, int clients, Duration time) throws Exception {
        Path file = folder.resolve(name + ".jfr").toAbsolutePath();
        backend.command("JFR.start", "name=bench", "settings=profile");
        Load.run(workload, clients, time);
        backend.command("JFR.dump", "name=bench", "filename=" + file);
        backend.command("JFR.stop", "name=bench");
        return told(file);
    }

    private static List<String> told(Path file) throws IOException {
        Map<String, Integer> running = new HashMap<>();
        Map<String, Integer> packages = new HashMap<>();
        Map<String, Integer> own = new HashMap<>();
        int samples = 0;
        try (var recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    samples++;
                    List<RecordedFrame> frames = event.getStackTrace().getFrames();
                    running.merge(method(frames.getFirst()), 1, Integer::sum);
                    Set<String> through = new LinkedHashSet<>();
                    frames.forEach(frame -> through.add(packageOf(frame)));
                    through.forEach(name -> packages.merge(name, 1, Integer::sum));
                    frames.stream()
                            .map(Profile::method)
                            .filter(method -> method.startsWith("io.duebook") && !method.contains("$$Lambda"))
                            .distinct()
                            .forEach(method -> own.merge(method, 1, Integer::sum));
                }
            }
        }
        Files.deleteIfExists(file);
        List<String> lines = new java.util.ArrayList<>();
        lines.add("%d samples; in or below these packages:".formatted(samples));
        most(packages, samples, PACKAGES, lines);
        lines.add("in or below these methods of ours:");
        most(own, samples, METHODS, lines);
        lines.add("running:");
        most(running, samples, METHODS, lines);
        return lines;
    }

    private static void most(Map<String, Integer> counts, int samples, int many, List<String> lines) {
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(many)
                .forEach(one -> lines.add(
                        String.format(Locale.ROOT, "  %5.1f %%  %s", 100.0 * one.getValue() / samples, one.getKey())));
    }

    private static String method(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    /** Three words tell a library. */
    private static String packageOf(RecordedFrame frame) {
        String[] words = frame.getMethod().getType().getName().split("\\.");
        int length = Math.min(words.length - 1, words[0].startsWith("java") || words[0].equals("sun") ? 2 : 4);
        return String.join(".", List.of(words).subList(0, Math.max(1, length)));
    }
}
