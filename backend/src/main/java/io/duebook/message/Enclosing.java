package io.duebook.message;

import reactor.core.publisher.Mono;

/** Prints what goes with the mails of one kind. */
public interface Enclosing {

    /** As {@link Letter#kind} says. */
    String kind();

    /**
     * The document in this language; empty where none goes with the mail.
     *
     * @param about the public id of what the mail tells of
     * @param language en or zh-CN
     */
    Mono<Enclosure> print(String about, String language);
}
