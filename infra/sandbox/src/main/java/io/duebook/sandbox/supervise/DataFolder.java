package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where everything of one installation lies. Held by one supervisor at a time. */
final class DataFolder implements AutoCloseable {

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws Refused when the folder holds something else, cannot be written, or another supervisor has it */
    static DataFolder take(Path root) {
        try {
            Files.createDirectories(root);
            Path mark = root.resolve("supervisor.lock");
            if (!Files.exists(mark) && !isEmpty(root)) {
                throw new Refused("The folder " + root + " holds something that is not the sandbox's, which would be"
                        + " overwritten.\nName an empty or new one with --data DIR.");
            }
            FileChannel channel = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new Refused("A sandbox is already running on " + root
                        + ".\nStop it first (Ctrl-C where it runs), or name another folder with --data DIR.");
            }
            DataFolder folder = new DataFolder(root, channel, lock);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder.processes());
            return folder;
        } catch (IOException unwritable) {
            throw new Refused(
                    "The data folder " + root + " cannot be written (" + unwritable.getMessage()
                            + ").\nName another one with --data DIR.",
                    unwritable);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    Path root() {
        return root;
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path programs() {
        return root.resolve("programs");
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** A list of processes for each supervisor that ran or runs. */
    Path processes() {
        return root.resolve("processes");
    }

    Path stripe() {
        return root.resolve("stripe");
    }

    /** Copies of the seals of events, outside of the database. */
    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path mail() {
        return root.resolve("mail");
    }

    Path secrets() {
        return root.resolve("secrets.json");
    }

    Path tenants() {
        return root.resolve("tenants.json");
    }

    Path sandboxFile() {
        return root.resolve("sandbox.json");
    }

    /** Deletes the data, but for programs that were unpacked. */
    void startOver() {
        try {
            for (Path old : List.of(postgres(), stripe(), mail(), logs())) {
                deleteTree(old);
            }
            for (Path old : List.of(secrets(), tenants(), sandboxFile())) {
                Files.deleteIfExists(old);
            }
        } catch (IOException failed) {
            throw new Refused("The old data in " + root + " cannot be deleted: " + failed.getMessage(), failed);
        }
    }

    /** Makes the folders that the parts expect. */
    void prepare() {
        try {
            Files.createDirectories(logs());
            Files.createDirectories(programs());
        } catch (IOException failed) {
            throw new Refused("Folders in " + root + " cannot be made: " + failed.getMessage(), failed);
        }
    }

    /** Replaces a file that only its owner may read, in one step. */
    static void writePrivately(Path file, String content) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be written", failed);
        }
    }

    static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
