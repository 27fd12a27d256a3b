package io.duebook.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoBookTest {

    private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);

    static List<DemoProfile> profiles() {
        return List.of(DemoProfile.ENGLISH, DemoProfile.CHINESE);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void isTheSameBookEachTime(DemoProfile profile) {
        assertThat(DemoBook.of(profile, AS_OF)).isEqualTo(DemoBook.of(profile, AS_OF));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void looksLikeABusiness(DemoProfile profile) {
        DemoBook book = DemoBook.of(profile, AS_OF);
        List<DemoRow> rows = book.rows();
        assertThat(book.customers()).hasSizeBetween(200, 400);
        assertThat(book.customers().stream().map(DemoCustomer::name).distinct()).hasSameSizeAs(book.customers());
        assertThat(rows).hasSizeBetween(2_000, 6_000);
        assertThat(rows.stream().map(DemoRow::number).distinct()).hasSameSizeAs(rows);
        assertThat(rows.getFirst().issued()).isBefore(AS_OF.minusMonths(17));

        long unpaid = rows.stream().filter(row -> row.paid() == null).count();
        long overdue = rows.stream()
                .filter(row -> row.paid() == null && row.due().isBefore(AS_OF))
                .count();
        assertThat(unpaid * 100 / rows.size()).as("percent unpaid").isBetween(5L, 25L);
        assertThat(overdue * 100 / rows.size()).as("percent overdue").isBetween(1L, 12L);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void hasNothingThatCannotBe(DemoProfile profile) {
        for (DemoRow row : DemoBook.of(profile, AS_OF).rows()) {
            assertThat(row.total()).isGreaterThan(BigDecimal.ZERO);
            assertThat(row.total().scale()).isEqualTo(DemoBook.digits(row.currency()));
            assertThat(row.issued()).isBeforeOrEqualTo(AS_OF);
            DemoRow.Paid paid = row.paid();
            if (paid != null) {
                assertThat(paid.amount()).isGreaterThan(BigDecimal.ZERO).isLessThanOrEqualTo(row.total());
                assertThat(paid.on()).isBetween(row.issued(), AS_OF);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void hasEveryCurrencyAndSomethingToPayForThoseWhoSignIn(DemoProfile profile) {
        DemoBook book = DemoBook.of(profile, AS_OF);
        profile.currencies().forEach(share -> assertThat(book.rows())
                .anyMatch(row -> row.currency().equals(share.currency())));
        profile.rare().keySet().forEach(currency -> assertThat(book.rows())
                .anyMatch(row -> row.currency().equals(currency) && row.paid() == null));
        for (DemoCustomer shown : book.customers().subList(0, 2)) {
            assertThat(book.rows())
                    .filteredOn(row -> row.customer().equals(shown) && row.paid() == null)
                    .hasSizeBetween(2, 20)
                    .anyMatch(row -> row.due().isBefore(AS_OF));
        }
    }
}
