package io.duebook.message;

/**
 * Which document went with a mail.
 *
 * @param sha256 of its bytes, in hexadecimal
 */
record Enclosed(String fileName, String sha256) {}
