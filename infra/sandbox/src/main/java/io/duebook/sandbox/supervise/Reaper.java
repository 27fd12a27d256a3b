package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A watcher outside the supervisor: when the supervisor is gone, however it went, it removes sandbox.json and ends
 * every process on the list.
 * It notices because its standard input, which the supervisor holds open, comes to its end.
 */
final class Reaper {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            while read -r _; do :; done
            [ -f "$1" ] || exit 0
            rm -f "$2"
            list=$1
            end() {
              while read -r name pid _; do
                case $name in
                  postgres) [ "$1" = TERM ] && kill -INT "$pid" ;;
                  *) kill "-$1" "$pid" ;;
                esac
              done <"$list" 2>/dev/null
            }
            end TERM
            sleep 6
            end KILL
            rm -f "$1"
            """;

    private final Process process;

    private Reaper(Process process) {
        this.process = process;
    }

    static Reaper watch(Path list, Path sandboxFile) {
        try {
            return new Reaper(PartProcess.builder(
                            List.of("bash", "-c", SCRIPT, "duebook-reaper", list.toString(), sandboxFile.toString()),
                            Map.of())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException failed) {
            throw new Refused("bash cannot be started: " + failed.getMessage(), failed);
        }
    }

    /** What happens by itself when the supervisor ends. */
    void letGo() throws IOException {
        process.getOutputStream().close();
    }

    /** Everything has ended in order: nothing is left to do. */
    void dismiss() {
        process.destroyForcibly();
    }
}
