package io.duebook.message;

/** What a mail says, as plain text and as HTML; both say the same. */
public record Mail(String subject, String plainText, String html) {}
