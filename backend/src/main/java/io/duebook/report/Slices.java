package io.duebook.report;

import io.duebook.customer.Groups;
import io.duebook.item.Slice;
import io.duebook.platform.UnknownReference;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Of whom and in which currency a report is asked for. */
@Component
class Slices {

    private final Groups groups;

    Slices(Groups groups) {
        this.groups = groups;
    }

    /**
     * The customer that is named and all below it, and one currency; everybody where none is named, and all currencies.
     *
     * @throws UnknownReference if there is no such customer
     */
    Mono<Slice> of(@Nullable CustomerId group, @Nullable Currency currency) {
        Mono<Slice> slice = group == null
                ? Mono.just(Slice.whole())
                : groups.mustKnow("/group", group).map(Slice::of);
        return slice.map(whole -> whole.in(currency));
    }
}
