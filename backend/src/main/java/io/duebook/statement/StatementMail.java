package io.duebook.statement;

/** What the mail with a statement would say in one language. */
record StatementMail(String language, String subject, String text, String html) {}
