package io.duebook.sandbox.supervise;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, unpacked once from the archive on the class path. */
final class PostgresBinaries {

    private static final String UNPACKED = "unpacked";

    private PostgresBinaries() {}

    /** The folder with {@code bin} and {@code lib}. */
    static Path unpack(Path programs) {
        Path folder = programs.resolve("postgres-18.6");
        if (Files.exists(folder.resolve(UNPACKED))) {
            return folder;
        }
        try (InputStream in = archive()) {
            if (in == null) {
                throw new Refused("There is no PostgreSQL here for this machine (" + archives()
                        + " is not in the build). Linux and macOS on amd64 and arm64 have one.");
            }
            DataFolder.deleteTree(folder);
            extract(in, folder);
            Files.createFile(folder.resolve(UNPACKED));
            return folder;
        } catch (IOException failed) {
            throw new Refused("PostgreSQL cannot be unpacked to " + folder + ": " + failed.getMessage(), failed);
        }
    }

    /** Macs with Apple's processor also run the other kind's programs. */
    private static List<String> archives() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = Set.of("aarch64", "arm64").contains(System.getProperty("os.arch"));
        if (mac) {
            return arm
                    ? List.of("/postgres-darwin-arm_64.txz", "/postgres-darwin-x86_64.txz")
                    : List.of("/postgres-darwin-x86_64.txz");
        }
        return List.of(arm ? "/postgres-linux-arm_64.txz" : "/postgres-linux-x86_64.txz");
    }

    private static @Nullable InputStream archive() {
        for (String name : archives()) {
            InputStream found = PostgresBinaries.class.getResourceAsStream(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static void extract(InputStream in, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("The archive reaches out of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(target, permissions(entry.getMode()));
                }
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = new HashSet<>();
        PosixFilePermission[] ninth = PosixFilePermission.values();
        for (int bit = 0; bit < 9; bit++) {
            if ((mode & (1 << (8 - bit))) != 0) {
                permissions.add(ninth[bit]);
            }
        }
        return permissions;
    }
}
