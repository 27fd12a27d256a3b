package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code supervise}: holds a whole installation on one machine until it is told to stop. */
public final class Supervisor {

    private static final int WRONG_USAGE = 64;

    private Supervisor() {}

    /** Runs until Ctrl-C or SIGTERM. Exits with 64 for wrong options, 1 when the sandbox cannot run. */
    public static void run(List<String> arguments) throws InterruptedException {
        try {
            supervise(Options.parse(arguments));
        } catch (Options.Wrong wrong) {
            System.err.println(wrong.getMessage());
            System.exit(WRONG_USAGE);
        } catch (Refused refused) {
            System.err.println("\n" + refused.getMessage());
            System.exit(1);
        }
    }

    private static void supervise(Options options) throws InterruptedException {
        DataFolder folder = DataFolder.take(options.data());
        System.out.println("Duebook's sandbox in " + folder.root());
        removeSandboxFile(folder);
        new Leftovers(folder).end().forEach(ended -> System.out.println("  ended a leftover: " + ended));
        Ports ports = new Ports(options.portBase(), options.backends());
        ports.checkFree();
        if (options.fresh()) {
            folder.startOver();
        }
        folder.prepare();
        RunningParts record = new RunningParts(folder.processes());
        Reaper reaper = Reaper.watch(record.file(), folder.sandboxFile());
        Installation installation = new Installation(options, folder, ports, record);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder, installation, reaper), "stop"));
        installation.start();
        new CountDownLatch(1).await();
    }

    private static void stop(DataFolder folder, Installation installation, Reaper reaper) {
        System.out.println("\nStopping ...");
        removeSandboxFile(folder);
        installation.stop();
        reaper.dismiss();
        System.out.println("Stopped.");
    }

    private static void removeSandboxFile(DataFolder folder) {
        try {
            Files.deleteIfExists(folder.sandboxFile());
        } catch (IOException failed) {
            throw new Refused(folder.sandboxFile() + " cannot be removed: " + failed.getMessage(), failed);
        }
    }
}
