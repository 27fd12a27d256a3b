package io.duebook.platform;

import io.duebook.shared.TenantId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * How much of the connections to the books one tenant may hold: its requests half of them, its jobs a quarter. A burst
 * on one customer, each command waiting for the one before, thereby leaves connections to everybody else. Whoever
 * comes later waits in order and may give up.
 */
final class ConnectionShares {

    private final int ofRequests;
    private final int ofJobs;
    private final Map<Lane, Share> shares = new HashMap<>();

    ConnectionShares(int connections) {
        this.ofRequests = Math.max(1, connections / 2);
        this.ofJobs = Math.max(1, connections / 4);
    }

    private record Lane(TenantId tenant, boolean isJobs) {}

    private static final class Share {
        private final Queue<Place> waiting = new ArrayDeque<>();
        private int taken;
    }

    /** Begins the work now or when its turn comes. The place is to be freed when the work has ended. */
    Place enter(Caller caller, Begin work) {
        Place place = new Place(new Lane(caller.tenant(), caller.isJob()), work);
        if (take(place)) {
            place.begin();
        }
        return place;
    }

    private synchronized boolean take(Place place) {
        Share share = shares.computeIfAbsent(place.lane, lane -> new Share());
        if (share.taken < (place.lane.isJobs() ? ofJobs : ofRequests)) {
            share.taken++;
            place.hasBegun = true;
            return true;
        }
        share.waiting.add(place);
        return false;
    }

    /** Hands the place on; null where nobody waits. */
    private synchronized @Nullable Place next(Lane lane) {
        Share share = shares.get(lane);
        if (share == null) {
            throw new IllegalStateException("a place was freed twice");
        }
        Place next = share.waiting.poll();
        if (next != null) {
            next.hasBegun = true;
            return next;
        }
        share.taken--;
        if (share.taken == 0) {
            shares.remove(lane);
        }
        return null;
    }

    private synchronized boolean leave(Place place) {
        Share share = shares.get(place.lane);
        return !place.hasBegun && share != null && share.waiting.remove(place);
    }

    private synchronized boolean hasBegun(Place place) {
        return place.hasBegun;
    }

    /** Whether nobody holds or awaits a place. */
    synchronized boolean areIdle() {
        return shares.isEmpty();
    }

    /** What is begun once there is a place for it. */
    @FunctionalInterface
    interface Begin {
        void in(Place place);
    }

    /** One connection's worth of a tenant's share: waited for, held, given back. */
    final class Place {

        private final Lane lane;
        private final Begin work;
        private boolean hasBegun;

        private Place(Lane lane, Begin work) {
            this.lane = lane;
            this.work = work;
        }

        private void begin() {
            work.in(this);
        }

        boolean hasBegun() {
            return ConnectionShares.this.hasBegun(this);
        }

        /** Waits no longer. False: the work has begun and goes on. */
        boolean giveUp() {
            return leave(this);
        }

        /** The work has ended: whoever waits longest begins, on a thread of its own, so that a queue is no recursion. */
        void free() {
            Place next = next(lane);
            if (next != null) {
                Schedulers.parallel().schedule(next::begin);
            }
        }
    }
}
