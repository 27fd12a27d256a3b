package io.duebook.message;

import io.duebook.shared.MessageId;

/** A mail that is to go to one person. */
public record QueuedMessage(MessageId id, String recipient, String language, DeliveryState state) {}
