package io.duebook.charge;

import io.duebook.item.NewItem;
import io.duebook.ledger.Entry;
import io.duebook.platform.Event;
import io.duebook.platform.Write;
import io.duebook.shared.ChargeId;
import java.util.List;
import java.util.Optional;

/**
 * What a reversal makes the customer owe, as the parts it adds to its own write.
 *
 * @param fee what it costs the customer
 * @param reclaimed the item of what was given back before, which the reversal opens
 */
public record ReversalCharges(
        Optional<ChargeId> fee, Optional<NewItem> reclaimed, Write rows, List<Entry> postings, List<Event> events) {}
