package io.duebook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Where a figure was measured, for whoever compares it with another. */
final class Machine {

    private Machine() {}

    static Map<String, Object> describe(Path folder) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("processor", cpuModel());
        said.put("processors", Runtime.getRuntime().availableProcessors());
        said.put("memory_bytes", memoryBytes());
        said.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        said.put("java", Runtime.version().toString());
        said.put("file_system", fileSystem(folder));
        return said;
    }

    private static String cpuModel() {
        return valueOf(Path.of("/proc/cpuinfo"), "model name");
    }

    private static long memoryBytes() {
        String digits = valueOf(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits) << 10;
    }

    private static String fileSystem(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException unknown) {
            return "unknown";
        }
    }

    private static String valueOf(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException none) {
            return "";
        }
    }
}
