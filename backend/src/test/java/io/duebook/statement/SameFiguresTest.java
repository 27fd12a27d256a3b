package io.duebook.statement;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What a customer owes is the same figure wherever it is shown: in the journal, in every list, report and file, on the
 * statement, on paper and in the mail. Rule 19 of the money rules.
 */
@BackendTest
class SameFiguresTest {

    @Autowired
    private TestTenants tenants;

    @ParameterizedTest
    @ValueSource(longs = {3, 19, 424_242})
    void areThoseOfTheJournalWhereverTheyAreShown(long seed) {
        SeededHistory told = SeededHistory.play(tenants.create(), seed);

        for (int daysAgo : new int[] {0, 1, 33, 64}) {
            new ShownFigures(told, told.today.minusDays(daysAgo)).mustAgreeAsOfTheDay();
        }
        new ShownFigures(told, told.today).mustAgreeToday();
        Books.mustBalance(told.tenant.id());
    }
}
