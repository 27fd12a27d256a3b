package io.duebook.message;

/** Somebody to write to, and in which language. */
public record Addressee(String email, String language) {}
