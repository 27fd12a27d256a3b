package io.duebook.sandbox.stripe;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** One call of Stripe's API: its name as faults use it, its rules, and what it does. */
record Operation(String name, ParameterRule.Fields rules, Work work) {

    /** A call with its account and its checked parameters. */
    record Call(String account, Map<String, String> variables, ObjectNode parameters) {

        String id() {
            return variables.getOrDefault("id", "");
        }

        String parameter(String name) {
            return parameters.path(name).asString("");
        }
    }

    /** Does the call; throws {@link StripeError} to refuse it. */
    @FunctionalInterface
    interface Work {
        ObjectNode run(Call call);
    }
}
