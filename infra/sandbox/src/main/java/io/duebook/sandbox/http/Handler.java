package io.duebook.sandbox.http;

/** Answers a request. */
@FunctionalInterface
public interface Handler {

    Reply answer(Request request) throws Exception;
}
