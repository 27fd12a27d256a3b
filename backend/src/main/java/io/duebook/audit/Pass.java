package io.duebook.audit;

/**
 * One question to the books, asked of some rows at a time: what of them is not as the journal says. It is one statement,
 * and so sees whole commands only, however many are written meanwhile; it locks nothing.
 *
 * @param name never changed, for findings carry it
 * @param sql names {@code :tenant} and {@code :keys}, the rows it is asked about as texts, and answers a row for each thing
 *     wrong: {@code key}, one of those texts; {@code rule}; {@code expected} and {@code found} as texts
 */
record Pass(String name, Spine spine, String sql) {}
