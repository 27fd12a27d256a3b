package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts programs in a session of their own, with no more of the environment than they need. */
final class PartProcess {

    private static final long LARGE_LOG_BYTES = 20_000_000;
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "JAVA_HOME");

    private static final boolean OWN_SESSION = isInstalled("setsid");

    private PartProcess() {}

    /** Its output is appended to the log. */
    static Process start(List<String> command, Map<String, String> settings, Path log) throws IOException {
        ProcessBuilder builder = builder(command, settings);
        roll(log);
        return builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    static ProcessBuilder builder(List<String> command, Map<String, String> settings) {
        List<String> whole = new ArrayList<>();
        if (OWN_SESSION) {
            // The terminal's Ctrl-C reaches the supervisor alone, which stops the parts in their order.
            whole.add("setsid");
        }
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(settings);
        return builder;
    }

    static void signal(long pid, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException impossible) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean isInstalled(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static void roll(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGE_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
