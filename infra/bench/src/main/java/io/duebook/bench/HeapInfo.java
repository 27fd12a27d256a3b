package io.duebook.bench;

import java.util.regex.Pattern;

/** What a JVM says of its heap ({@code jcmd … GC.heap_info}), whichever collector it has. */
final class HeapInfo {

    private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KMG])");

    private HeapInfo() {}

    /** Of all its generations. */
    static long usedBytes(String said) {
        return USED.matcher(said)
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)) << 10 * (1 + "KMG".indexOf(used.group(2))))
                .sum();
    }
}
