package io.duebook.exporting;

import java.time.Instant;
import java.util.List;

/**
 * What an export says of itself: enough to read it without us, and to find out whether all of it is there.
 *
 * @param format always {@value #FORMAT}
 * @param version of the layout; one that only adds has the same
 * @param takenAt the one moment as of which all of it was read
 * @param members its files other than this one and the attachments, whose hashes are in books/attachment.ndjson
 * @param leftOut what a tenant has and an export has not, and why
 */
record Manifest(
        String format,
        int version,
        Tenant tenant,
        Instant takenAt,
        List<Member> members,
        List<LeftOutPart> leftOut,
        Figures figures) {

    static final String FORMAT = "duebook-books";
    static final int VERSION = 1;
    static final String PATH = "manifest.json";

    record Tenant(String id, String name) {}

    /**
     * One file of the export.
     *
     * @param table whose rows it has, one a line; empty: it is for people to read
     * @param rows how many; 0 where it is for people to read
     * @param bytes unpacked
     * @param sha256 of the unpacked bytes
     */
    record Member(
            String path, String table, long rows, long bytes, String sha256, List<Column> columns, List<String> key) {}

    record Column(String name, String type, boolean required) {}

    record LeftOutPart(String name, String reason) {}

    List<Member> tables() {
        return members.stream().filter(member -> !member.table().isEmpty()).toList();
    }

    long rows() {
        return members.stream().mapToLong(Member::rows).sum();
    }
}
