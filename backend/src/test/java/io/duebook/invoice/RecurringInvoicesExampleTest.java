package io.duebook.invoice;

import io.duebook.platform.BusinessClock;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenants;
import io.duebook.scenario.WorkedExample;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs docs/examples/recurring-invoices.md. */
@BackendTest
class RecurringInvoicesExampleTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private BusinessClock clock;

    @Test
    void theDocumentedExampleIsWhatHappens() {
        WorkedExample.run("recurring-invoices.md", tenants.create(), clock.instant());
    }
}
