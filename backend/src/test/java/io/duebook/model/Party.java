package io.duebook.model;

/** A customer. */
record Party(String id, String externalId) {}
