package io.duebook.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.PaymentsApi.NewAllocation;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandKeysTest {

    private static final NewAllocation WANTED =
            new NewAllocation("pay_1", null, null, null, "inv_1", 4_000, null, null, LocalDate.of(2026, 11, 1));

    private final CommandKeys<NewAllocation> keys = new CommandKeys<>();
    private final List<String> sent = new ArrayList<>();

    @Test
    void theSameAfterAnAnswerIsAnotherCommand() {
        keys.tell(WANTED, sent::add);
        keys.tell(WANTED, sent::add);
        assertThat(sent).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aRefusalIsAnAnswer() {
        fails(problem(422, "allocation_exceeds_open"));
        keys.tell(WANTED, sent::add);
        assertThat(sent).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void keepsItsKeyWhileNobodyKnowsWhatWasBooked() {
        fails(ApiProblem.unreachable(new IOException("lost")));
        fails(problem(504, ""));
        fails(problem(409, "idempotency_key_in_use"));
        keys.tell(WANTED, sent::add);
        assertThat(sent).hasSize(4).containsOnly(sent.getFirst());
    }

    private void fails(ApiProblem problem) {
        assertThatThrownBy(() -> keys.tell(WANTED, key -> {
                    sent.add(key);
                    throw problem;
                }))
                .isSameAs(problem);
    }

    private static ApiProblem problem(int status, String code) {
        return new ApiProblem(new ApiProblem.Body(status, code, null, null, List.of(), null));
    }
}
