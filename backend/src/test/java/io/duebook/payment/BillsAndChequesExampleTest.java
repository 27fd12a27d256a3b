package io.duebook.payment;

import io.duebook.platform.BusinessClock;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenants;
import io.duebook.scenario.WorkedExample;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs docs/examples/bills-and-cheques.md. */
@BackendTest
class BillsAndChequesExampleTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private BusinessClock clock;

    @Test
    void theDocumentedExampleIsWhatHappens() {
        WorkedExample.run("bills-and-cheques.md", tenants.create(), clock.instant());
    }
}
