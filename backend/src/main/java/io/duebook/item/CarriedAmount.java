package io.duebook.item;

import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a claim or a credit outside the tenant's base currency carries in it (docs/decisions/0142).
 *
 * @param subject by which the list goes on
 * @param document an invoice, charge, payment or credit note
 * @param left what is open of the claim, or unapplied of the credit
 * @param began what it was worth when it began, in minor units of the base currency; null where no rate was known
 * @param carried what is left of that; null where no rate was known
 */
public record CarriedAmount(
        UUID subject,
        PublicId document,
        Money left,
        @Nullable Long began,
        @Nullable Long carried) {}
