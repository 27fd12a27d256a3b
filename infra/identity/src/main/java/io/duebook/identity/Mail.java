package io.duebook.identity;

/** A mail ready to go: the same words as plain text and as HTML. */
record Mail(String to, String subject, String text, String html) {}
