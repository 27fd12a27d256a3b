package io.duebook.importing;

import java.nio.file.Path;

/**
 * A file that arrived whole, and how it is to be read.
 *
 * @param path where it lies until the request is over
 * @param specText the spec as it was sent
 */
record Upload(Path path, String fileName, long bytes, String sha256, String specText, ImportSpec spec) {

    /** What makes two uploads the same request. */
    Asked asked() {
        return new Asked(sha256, specText);
    }

    record Asked(String sha256, String spec) {}
}
