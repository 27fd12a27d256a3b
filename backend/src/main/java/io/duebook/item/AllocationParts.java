package io.duebook.item;

import io.duebook.platform.Write;
import java.util.List;

/** What is written beside the movements of allocations: recoveries, discounts, exchanges and differences. */
final class AllocationParts {

    private AllocationParts() {}

    static Write write(List<Allocation> allocations) {
        return Recoveries.write(allocations)
                .and(Discounts.write(allocations))
                .and(Exchanges.write(allocations))
                .and(Differences.write(allocations));
    }

    static Write takeBack(List<AllocationUndo> undone) {
        return Recoveries.takeBack(undone)
                .and(Discounts.takeBack(undone))
                .and(Exchanges.takeBack(undone))
                .and(Differences.takeBack(undone));
    }
}
