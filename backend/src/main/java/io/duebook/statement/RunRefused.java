package io.duebook.statement;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A run that cannot be paused, gone on with or cancelled. */
final class RunRefused extends Refusal {

    RunRefused(RunState state) {
        super(
                Kind.CONFLICT,
                "statement_run_state",
                Map.of("state", state.code()),
                "A run is paused before it is done, gone on with while it is paused, and cancelled until it is over;"
                        + " this one is " + state.code() + ".");
    }
}
