package io.duebook.document;

import jakarta.validation.constraints.NotNull;

/** What may be said anew of a file: who may see it. What is in it stays as it came. */
record AttachmentDetails(@NotNull Boolean visibleToCustomer) {}
