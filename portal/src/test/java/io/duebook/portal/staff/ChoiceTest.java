package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.CustomersApi.Line;
import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.staff.Proposal.Way;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final List<Line> LINES =
            List.of(line("inv_1", 6_000, 21), line("inv_2", 500, 3), line("inv_1", 4_000, -9));

    @Test
    void anInvoiceDueInPartsIsOneClaim() {
        assertThat(Choice.all(LINES))
                .containsExactly(new Choice("inv_1", "R-inv_1", 10_000, 21L), new Choice("inv_2", "R-inv_2", 500, 3L));
    }

    @Test
    void isProposedOnceWhereItIsDueInParts() {
        assertThat(new Proposal(10_200, "", Choice.all(LINES)).parts(Way.OLDEST_FIRST))
                .containsExactly(new Part("inv_1", 10_000), new Part("inv_2", 200));
    }

    private static Line line(String id, long open, long daysPastDue) {
        return new Line(id, "R-" + id, DAY, DAY.minusDays(daysPastDue), open, 0, open, daysPastDue);
    }
}
