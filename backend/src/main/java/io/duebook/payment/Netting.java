package io.duebook.payment;

import io.duebook.item.NetPart;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.NettingId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a customer owes, set against what is owed to them. */
record Netting(
        NettingId id,
        CustomerId customer,
        @Nullable String externalId,
        Money amount,
        LocalDate on,
        String reason,
        List<NetPart> parts,
        @Nullable LocalDate reversedOn) {}
