package io.duebook.portal.shell;

import io.duebook.portal.api.ApiProblem;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends a command under the same idempotency key until the API has answered: whoever repeats one whose answer was lost
 * asks for nothing twice, and whoever repeats one that was refused is not told the old refusal again.
 *
 * @param <T> what is asked for; equal ones are one intent
 */
public final class CommandKeys<T> {

    private static final int TROUBLE = 500;
    private static final String STILL_RUNNING = "idempotency_key_in_use";

    private final Map<T, String> unanswered = new HashMap<>();

    /** @throws ApiProblem as the command threw it */
    public <R> R send(T wanted, Function<String, R> command) {
        try {
            R answer = command.apply(unanswered.computeIfAbsent(
                    wanted, asked -> UUID.randomUUID().toString()));
            unanswered.remove(wanted);
            return answer;
        } catch (ApiProblem problem) {
            if (isRefusal(problem)) {
                unanswered.remove(wanted);
            }
            throw problem;
        }
    }

    /** The same where the answer says nothing. */
    public void tell(T wanted, Consumer<String> command) {
        send(wanted, key -> {
            command.accept(key);
            return key;
        });
    }

    /** Whether nothing was booked for certain, which neither trouble on the way nor a first try still running tells. */
    public static boolean isRefusal(ApiProblem problem) {
        return problem.body().status() < TROUBLE && !problem.body().code().isEmpty() && !problem.is(STILL_RUNNING);
    }
}
