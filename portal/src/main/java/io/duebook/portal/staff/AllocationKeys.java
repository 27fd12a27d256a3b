package io.duebook.portal.staff;

import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.PaymentsApi.NewAllocation;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Sends an allocation under the same key until the API has answered; the same again after that is another one. */
class AllocationKeys {

    private static final int TROUBLE = 500;
    private static final String STILL_RUNNING = "idempotency_key_in_use";

    private final Map<NewAllocation, String> unanswered = new HashMap<>();

    void send(NewAllocation wanted, Consumer<String> command) {
        try {
            command.accept(unanswered.computeIfAbsent(
                    wanted, asked -> UUID.randomUUID().toString()));
            unanswered.remove(wanted);
        } catch (ApiProblem problem) {
            if (isRefusal(problem)) {
                unanswered.remove(wanted);
            }
            throw problem;
        }
    }

    /** Whether nothing was booked for certain, which neither trouble on the way nor a first try still running tells. */
    private static boolean isRefusal(ApiProblem problem) {
        return problem.body().status() < TROUBLE && !problem.body().code().isEmpty() && !problem.is(STILL_RUNNING);
    }
}
