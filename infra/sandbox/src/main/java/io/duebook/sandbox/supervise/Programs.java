package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The product's own programs: built jars, laid out in folders so that they start quickly, and how each is run. */
final class Programs {

    private static final String STAMP = "stamp";

    private final Path project;
    private final DataFolder folder;

    @FunctionalInterface
    private interface Placing {
        void place(Path jar, Path target) throws IOException;
    }

    /** A program laid out in its folder. */
    record Program(Path folder, Path jar) {}

    Programs(Path project, DataFolder folder) {
        this.project = project;
        this.folder = folder;
    }

    /** What marks every process of a data folder, for whoever must find them again. */
    static String mark(Path data) {
        return "-Dduebook.sandbox.data=" + data;
    }

    /**
     * Lays a module's jar out, unless that was done for this very jar before.
     *
     * @throws Refused when the module has not been built
     */
    Program layOut(String module, String name) {
        return place(module, name, this::extract);
    }

    /** The sandbox's own jar as it is: it starts quickly enough, and lacks what it takes to lay it out. */
    Program copy(String module, String name) {
        return place(module, name, Programs::copy);
    }

    private Program place(String module, String name, Placing placing) {
        Path jar = project.resolve(module).resolve("target").resolve("duebook-" + name + ".jar");
        Path target = folder.programs().resolve(name);
        try {
            if (!Files.exists(jar)) {
                throw new Refused(jar + " is missing: the build has not made it.");
            }
            // A reproducible build sets the jar's time of modification to always the same.
            String stamp = Files.size(jar) + " " + Files.getAttribute(jar, "unix:ctime");
            Path stamped = target.resolve(STAMP);
            if (!Files.exists(stamped) || !Files.readString(stamped).equals(stamp)) {
                DataFolder.deleteTree(target);
                placing.place(jar, target);
                Files.writeString(stamped, stamp);
            }
            return new Program(target, target.resolve(jar.getFileName()));
        } catch (IOException failed) {
            throw new UncheckedIOException("The program " + jar + " cannot be laid out in " + target, failed);
        }
    }

    /**
     * Where the JVM keeps what it learned of the program at an earlier start. It fits one build on one JDK: a new build
     * has a new folder, another JDK another name.
     */
    Path cache(String name) {
        return folder.programs().resolve(name).resolve("jdk-" + Runtime.version() + ".aot");
    }

    /** A command that runs the program with this much heap. */
    List<String> command(Program program, int heapMegabytes, List<String> more, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                mark(folder.root())));
        Path cache = cache(program.folder().getFileName().toString());
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(more);
        command.addAll(List.of("-jar", program.jar().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static void copy(Path jar, Path target) throws IOException {
        Files.createDirectories(target);
        Files.copy(jar, target.resolve(jar.getFileName()));
    }

    private void extract(Path jar, Path target) throws IOException {
        List<String> command = List.of(
                java(),
                "-Xshare:auto",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                target.toString());
        Path log = folder.logs().resolve("extract.log");
        try {
            int exit = PartProcess.start(command, Map.of(), log).waitFor();
            if (exit != 0) {
                throw new Refused("The program " + jar + " cannot be laid out; see " + log);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refused("Interrupted.", stopped);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
