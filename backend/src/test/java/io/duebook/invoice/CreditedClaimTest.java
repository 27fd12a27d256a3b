package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.item.OpenItem;
import io.duebook.ledger.Account;
import io.duebook.platform.Version;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a claim is credited, piece by piece, never more of a rate or a line than it had. */
class CreditedClaimTest {

    private static final UUID ID = new UUID(0, 7);
    private static final CustomerId CUSTOMER = new CustomerId(new UUID(0, 8));
    private static final List<String> RATES = List.of("0", "5", "7", "19", "8.875");

    @ParameterizedTest
    @ValueSource(strings = {"JPY", "EUR", "KWD"})
    void piecesNeverSumUpToMoreThanTheWhole(String code) {
        Currency currency = Currency.of(code);
        Random random = new Random(code.hashCode() + 1);
        for (int round = 0; round < 300; round++) {
            List<Line> invoiced = IntStream.rangeClosed(1, 1 + random.nextInt(4))
                    .mapToObj(at -> line(1 + random.nextInt(3_000), currency, RATES.get(random.nextInt(RATES.size()))))
                    .toList();
            var left = new TreeMap<BigDecimal, Long>();
            TaxShare.of(invoiced)
                    .forEach(share ->
                            left.put(share.rate(), share.net().plus(share.tax()).amount()));
            long[] lineLeft =
                    invoiced.stream().mapToLong(line -> line.net().amount()).toArray();
            for (int piece = 0; piece < 12; piece++) {
                int at = random.nextInt(invoiced.size());
                Line credited = line(
                        1 + random.nextInt(1_500),
                        currency,
                        invoiced.get(at).taxRate().toPlainString());
                boolean namesLine = random.nextBoolean();
                CreditNote note = note(new CreditLine(ID, namesLine ? at + 1 : null, credited));
                long gross = note.total().amount();
                BigDecimal rate = credited.taxRate().stripTrailingZeros();
                boolean fits = gross <= left.getOrDefault(rate, 0L)
                        && (!namesLine || credited.net().amount() <= lineLeft[at]);

                if (fits) {
                    claim(invoiced, left, lineLeft).mustCover(note);
                    left.merge(rate, -gross, Long::sum);
                    lineLeft[at] -= namesLine ? credited.net().amount() : 0;
                } else {
                    assertThatThrownBy(() -> claim(invoiced, left, lineLeft).mustCover(note))
                            .isInstanceOf(CreditExceedsClaim.class);
                }
                assertThat(left.values()).allMatch(amount -> amount >= 0);
            }
        }
    }

    @Test
    void anInvoiceCreditedLineByLineIsCreditedWhole() {
        Currency yen = Currency.of("JPY");
        List<Line> invoiced = List.of(line(33, yen, "10"), line(44, yen, "10"), line(5, yen, "8"));
        CreditNote note = note(IntStream.range(0, 3)
                .mapToObj(at -> new CreditLine(ID, at + 1, invoiced.get(at)))
                .toArray(CreditLine[]::new));

        whole(invoiced).mustCover(note);
        assertThat(note.taxes()).isEqualTo(TaxShare.of(invoiced));
    }

    @Test
    void aRateThatWasNotChargedIsNotTakenBack() {
        Currency euro = Currency.of("EUR");
        assertThatThrownBy(() -> whole(List.of(line(1000, euro, "19")))
                        .mustCover(note(new CreditLine(ID, null, line(1, euro, "7")))))
                .isInstanceOf(CreditExceedsClaim.class);
    }

    @Test
    void aNamedLineIsThereAndHasTheRate() {
        Currency euro = Currency.of("EUR");
        CreditedClaim claim = whole(List.of(line(1000, euro, "19"), line(1000, euro, "7")));

        assertThatThrownBy(() -> claim.mustCover(note(new CreditLine(ID, 3, line(1, euro, "7")))))
                .isInstanceOf(LineMismatch.class);
        assertThatThrownBy(() -> claim.mustCover(note(new CreditLine(ID, 1, line(1, euro, "7")))))
                .isInstanceOf(LineMismatch.class);
        claim.mustCover(note(new CreditLine(ID, 2, line(1, euro, "7.0"))));
    }

    @Test
    void whatAClaimEarnedIsGivenBack() {
        Currency euro = Currency.of("EUR");
        Line line = line(100, euro, "0");

        assertThat(new CreditedClaim(
                                item(OpenItem.Kind.INVOICE, line.net()),
                                new CreditedClaim.OfInvoice(Map.of(), Map.of()))
                        .account())
                .isEqualTo(Account.revenue());
        assertThat(charge(OpenItem.Kind.FEE).account()).isEqualTo(Account.feesCharged());
        assertThat(charge(OpenItem.Kind.INTEREST).account()).isEqualTo(Account.interestCharged());
    }

    @Test
    void aChargeIsCreditedUpToItsAmountAndHasNoLines() {
        Currency euro = Currency.of("EUR");
        CreditedClaim fee = charge(OpenItem.Kind.FEE);

        fee.mustCover(note(new CreditLine(ID, null, line(4_000, euro, "0"))));
        assertThatThrownBy(() -> fee.mustCover(note(new CreditLine(ID, null, line(4_001, euro, "0")))))
                .isInstanceOf(CreditExceedsClaim.class);
        assertThatThrownBy(() -> fee.mustCover(note(new CreditLine(ID, 1, line(1, euro, "0")))))
                .isInstanceOf(LineMismatch.class);
        assertThatThrownBy(() -> fee.mustCover(note(new CreditLine(ID, null, line(1, euro, "19")))))
                .isInstanceOf(LineMismatch.class);
    }

    private static CreditedClaim charge(OpenItem.Kind kind) {
        Money amount = new Money(4_000, Currency.of("EUR"));
        return new CreditedClaim(item(kind, amount), new CreditedClaim.OfCharge(amount));
    }

    private static CreditedClaim whole(List<Line> invoiced) {
        var left = new TreeMap<BigDecimal, Long>();
        TaxShare.of(invoiced)
                .forEach(share ->
                        left.put(share.rate(), share.net().plus(share.tax()).amount()));
        return claim(
                invoiced,
                left,
                invoiced.stream().mapToLong(line -> line.net().amount()).toArray());
    }

    private static CreditedClaim claim(List<Line> invoiced, Map<BigDecimal, Long> left, long[] lineLeft) {
        Currency currency = invoiced.getFirst().currency();
        var byRate = new TreeMap<BigDecimal, Money>();
        left.forEach((rate, amount) -> byRate.put(rate, new Money(amount, currency)));
        var byLine = new TreeMap<Integer, CreditedClaim.LineLeft>();
        for (int at = 0; at < invoiced.size(); at++) {
            byLine.put(
                    at + 1, new CreditedClaim.LineLeft(invoiced.get(at).taxRate(), new Money(lineLeft[at], currency)));
        }
        return new CreditedClaim(
                item(OpenItem.Kind.INVOICE, Money.zero(currency)), new CreditedClaim.OfInvoice(byRate, byLine));
    }

    private static OpenItem item(OpenItem.Kind kind, Money amount) {
        return new OpenItem(
                ID, CUSTOMER, kind, "A-1", amount, amount, LocalDate.EPOCH, LocalDate.EPOCH, false, List.of());
    }

    private static CreditNote note(CreditLine... lines) {
        var all = new ArrayList<>(List.of(lines));
        List<CreditShare> shares = CreditShare.of(all);
        Money total = shares.stream()
                .map(CreditShare::gross)
                .reduce(Money.zero(lines[0].line().currency()), Money::plus);
        return new CreditNote(
                new CreditNoteId(new UUID(0, 9)),
                CUSTOMER,
                null,
                null,
                LocalDate.EPOCH,
                all,
                List.of(),
                shares,
                total,
                null,
                null,
                Map.of(),
                Version.FIRST);
    }

    private static Line line(long amount, Currency currency, String rate) {
        return Line.of("x", BigDecimal.ONE, new Money(amount, currency), new BigDecimal(rate));
    }
}
