package io.duebook.report;

import io.duebook.customer.Groups;
import io.duebook.item.Whose;
import io.duebook.platform.UnknownReference;
import io.duebook.shared.CustomerId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Of whom a report that may name a group tells. */
@Component
class GroupMembers {

    private final Groups groups;

    GroupMembers(Groups groups) {
        this.groups = groups;
    }

    /**
     * The customer that is named and all below it; everybody where none is.
     *
     * @throws UnknownReference if there is no such customer
     */
    Mono<Whose> of(@Nullable CustomerId group) {
        return group == null
                ? Mono.just(Whose.everybody())
                : groups.mustKnow("/group", group).map(Whose::of);
    }
}
