package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.Map;

/** An invoice would be due before it is issued. */
final class DueBeforeIssue extends Refusal {
    DueBeforeIssue(LocalDate issued, LocalDate due) {
        super(
                Kind.UNPROCESSABLE,
                "due_before_issue",
                Map.of("issue_date", issued.toString(), "due_date", due.toString()),
                "The due date lies before the issue date; void this draft and make one with other dates.");
    }
}
