package io.duebook.message;

/**
 * A document that goes with mails, as PDF.
 *
 * @param fileName with its suffix
 */
@SuppressWarnings("ArrayRecordComponent")
public record Enclosure(String fileName, byte[] content) {}
