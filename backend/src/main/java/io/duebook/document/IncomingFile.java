package io.duebook.document;

import java.nio.file.Path;

/**
 * A file that arrived whole, and what was said about it.
 *
 * @param path where it lies until the request is over
 * @param name as it will be called
 * @param document as the client named it
 */
record IncomingFile(
        Path path, String name, FileType type, long bytes, String sha256, String document, boolean visibleToCustomer) {

    /** What makes two requests the same one. */
    Asked asked() {
        return new Asked(name, sha256, document, visibleToCustomer);
    }

    record Asked(String name, String sha256, String document, boolean visibleToCustomer) {}
}
