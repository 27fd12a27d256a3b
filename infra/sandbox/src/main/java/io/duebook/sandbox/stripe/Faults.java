package io.duebook.sandbox.stripe;

import io.duebook.sandbox.stripe.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The misbehaviours still to come, in the order they were asked for. Forgotten at a restart. */
final class Faults {

    private final List<Fault> armed = new ArrayList<>();

    synchronized void arm(List<Fault> more) {
        armed.addAll(more);
    }

    synchronized void clear() {
        armed.clear();
    }

    synchronized List<Fault> armed() {
        return List.copyOf(armed);
    }

    /** Uses one up, when one of that kind waits for what is happening. */
    synchronized Optional<Fault> take(Kind kind, String happening) {
        for (int i = 0; i < armed.size(); i++) {
            Fault fault = armed.get(i);
            if (fault.kind() == kind && fault.fits(happening)) {
                if (fault.times() == 1) {
                    armed.remove(i);
                } else {
                    armed.set(i, fault.once());
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
