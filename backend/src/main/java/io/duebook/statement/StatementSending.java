package io.duebook.statement;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * To whom a statement is to be sent.
 *
 * @param recipients null: to the customer's contacts
 */
record StatementSending(@Nullable @Size(min = 1, max = 20) List<@NotNull @Valid Recipient> recipients) {}
