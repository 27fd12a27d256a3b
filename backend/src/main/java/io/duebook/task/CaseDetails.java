package io.duebook.task;

import io.duebook.shared.MemberId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What staff may say anew of a case: who answers it, and by when. */
record CaseDetails(@Nullable MemberId owner, @Nullable LocalDate dueOn) {

    static final CaseDetails NOTHING = new CaseDetails(null, null);
}
