package io.duebook.charge;

import io.duebook.platform.BusinessClock;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenants;
import io.duebook.scenario.WorkedExample;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BackendTest
class FeesAndInterestExampleTest {

    @Test
    void theExampleIsTrue(@Autowired TestTenants tenants, @Autowired BusinessClock clock) {
        WorkedExample.run("fees-and-interest.md", tenants.create(), clock.instant());
    }
}
