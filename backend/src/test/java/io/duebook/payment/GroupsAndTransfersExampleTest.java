package io.duebook.payment;

import io.duebook.platform.BusinessClock;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenants;
import io.duebook.scenario.WorkedExample;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Runs docs/examples/groups-and-transfers.md. */
@BackendTest
class GroupsAndTransfersExampleTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private BusinessClock clock;

    @Test
    void theDocumentedExampleIsWhatHappens() {
        WorkedExample.run("groups-and-transfers.md", tenants.create(), clock.instant());
    }
}
