package io.duebook.document;

import java.util.List;
import java.util.Locale;

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
    private final List<String> extensions;

    FileType(String mime, String... extensions) {
        this.mime = mime;
        this.extensions = List.of(extensions);
    }

    String mime() {
        return mime;
    }

    /** How names of such files end, the usual one first. */
    List<String> extensions() {
        return extensions;
    }

    /** The name with an extension of this type: a program by name that is a picture by content is a picture. */
    String named(String name) {
        int dot = name.lastIndexOf('.');
        String given = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return extensions.contains(given) ? name : name + "." + extensions.getFirst();
    }
}
