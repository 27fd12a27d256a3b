package io.duebook.document;

import java.util.Locale;
import java.util.Set;

/** The types of files that are kept. Nothing that a browser would run is among them. */
enum FileType {
    PDF("application/pdf", "pdf"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    WEBP("image/webp", "webp"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XML("application/xml", "xml"),
    CSV("text/csv", "csv"),
    TEXT("text/plain", "txt");

    private final String mime;
    private final String extension;
    private final Set<String> extensions;

    FileType(String mime, String... extensions) {
        this.mime = mime;
        this.extension = extensions[0];
        this.extensions = Set.of(extensions);
    }

    String mime() {
        return mime;
    }

    /** The name with an extension of this type: a program by name that is a picture by content is a picture. */
    String named(String name) {
        int dot = name.lastIndexOf('.');
        String given = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return extensions.contains(given) ? name : name + "." + extension;
    }
}
