package io.duebook.charge;

import io.duebook.ledger.Entry;
import io.duebook.platform.Event;
import io.duebook.platform.Write;
import io.duebook.shared.ChargeId;

/** A fee that another command brings about, as the parts it adds to its own: rows, one entry to post, one event. */
public record IssuedFee(ChargeId id, Write rows, Entry posting, Event event) {}
